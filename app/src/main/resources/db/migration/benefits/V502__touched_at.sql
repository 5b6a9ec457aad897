-- When their facts changed, by the clock that wrote these down: who looks again looks at nothing earlier, even if the clock was set back since.
alter table benefits.touched add column at timestamptz not null default now();
