create schema simulation;
grant usage on schema simulation to guanjia_app;

-- Who dies at what age, as data the office replaces by its own; the latest one is in force, earlier ones stay for the simulations that stood on them.
create table simulation.life_table (
  town     text        not null,
  id       bigint      generated always as identity,
  bands    text        not null check (length(bands) <= 20000), -- CSV: age_from, deaths a year per 1,000 men, per 1,000 women
  source   text        not null check (length(source) between 1 and 300),
  document text        check (length(document) between 1 and 200),
  made_by  text        not null,
  made_at  timestamptz not null,
  primary key (town, id)
);

-- A draft tried out against the rules in force. What was tried is kept as it was, as drafts are written over.
create table simulation.trial (
  town           text        not null,
  id             bigint      generated always as identity,
  version        int         not null default 1,
  state          text        not null check (state in ('RUNNING', 'DONE', 'FAILED', 'REPORT', 'PUBLISHED', 'WITHDRAWN')),
  title          text        not null default '' check (length(title) <= 100),
  note           text        check (length(note) <= 4000),
  month          date        not null check (extract(day from month) = 1),
  facts_month    date        check (extract(day from facts_month) = 1),
  facts_hash     text,
  facts_known_at timestamptz,
  moves_permille numeric(5, 1) not null check (moves_permille between -100 and 100),
  life_table     bigint,     -- null for the one that comes with the program
  programmes     text[]      not null,
  changes        jsonb       not null,
  rules          jsonb       not null default '[]',
  figures        jsonb,
  millis         int,
  repeats        bigint,
  started_by     text        not null,
  started_at     timestamptz not null,
  finished_at    timestamptz,
  fault          text        check (length(fault) <= 500),
  primary key (town, id),
  check (state in ('RUNNING', 'FAILED') or figures is not null),
  check (state not in ('REPORT', 'PUBLISHED') or title <> '')
);
create index trial_unkept on simulation.trial (started_at) where state in ('DONE', 'FAILED');

create table simulation.history (
  town       text        not null,
  id         bigint      generated always as identity,
  trial      bigint      not null,
  at         timestamptz not null,
  by         text        not null,
  state      text        not null,
  note       text        check (length(note) <= 1000),
  primary key (town, id),
  foreign key (town, trial) references simulation.trial (town, id) on delete cascade
);
create index history_of_trial on simulation.history (town, trial, id);

-- Of whom something comes out otherwise, in the simulated month. Goes when the simulation is forgotten or its report taken back.
create table simulation.effect (
  town          text     not null,
  trial         bigint   not null,
  person_id     bigint   not null,
  programme     text     not null,
  kind          text     not null check (kind in ('GAINS', 'LOSES', 'UNKNOWN')),
  answer_before text     not null,
  answer_after  text     not null,
  fen_before    bigint   not null,
  fen_after     bigint   not null,
  village       text,
  age           smallint not null, -- completed years; -1 for unknown
  sex           text,
  primary key (town, trial, person_id, programme),
  foreign key (town, trial) references simulation.trial (town, id) on delete cascade
);

grant select, insert on simulation.life_table, simulation.history to guanjia_app;
grant select, insert, update, delete on simulation.trial to guanjia_app;
grant select, insert, delete on simulation.effect to guanjia_app;
grant delete on simulation.history to guanjia_app; -- of what is forgotten

-- Row-level security: simulations are of the whole town and for those who see it; their persons for those who see the person.
alter table simulation.life_table enable row level security;
create policy of_town on simulation.life_table using (town = (select current_setting('guanjia.town', true)));

do $$
declare part text;
begin
  foreach part in array array['trial', 'history'] loop
    execute format('alter table simulation.%I enable row level security', part);
    execute format($policy$
      create policy scope on simulation.%I
        using (town = (select current_setting('guanjia.town', true)) and (select current_setting('guanjia.areas', true)) = '*')$policy$, part);
  end loop;
end $$;

alter table simulation.effect enable row level security;
create policy scope on simulation.effect
  using (town = (select current_setting('guanjia.town', true))
         and ((select current_setting('guanjia.areas', true)) = '*'
              or exists (select from people.person p where p.town = effect.town and p.id = effect.person_id)));
