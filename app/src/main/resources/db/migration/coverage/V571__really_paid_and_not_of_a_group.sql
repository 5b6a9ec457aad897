-- Awarded, and nothing came: found beside what awards alone tell.
alter table coverage.finding drop constraint finding_kind_check;
alter table coverage.finding add constraint finding_kind_check
  check (kind in ('UNKNOWN', 'FORGOTTEN', 'NOT_PAID', 'NO_LONGER', 'UPCOMING', 'DOUBLE_PROGRAMME', 'DOUBLE_RECORD', 'DOUBLE_ACCOUNT', 'DOUBLE_TOWN'));
alter table coverage.finding add column why text check (why in ('NO_ACCOUNT', 'HELD', 'REFUSED', 'NOT_SENT'));
alter table coverage.found add column why text;

-- paid: an award pays the month, or the month that was paid last was paid without one. received: that last month really came, or is on its way.
alter table coverage.standing add column received boolean not null default false;
alter table coverage.stood add column received boolean not null default false;

-- Groups of which somebody was stated not to be.
alter table coverage.contact add column not_of text[] not null default '{}';
