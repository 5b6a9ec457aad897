create schema insight;
grant usage on schema insight to guanjia_app;

-- What the town promised for a year.
create table insight.target (
  town    text     not null,
  id      bigint   generated always as identity,
  version int      not null default 1,
  year    smallint not null check (year between 2000 and 2099),
  title   text     not null check (length(title) <= 100),
  measure text     not null check (measure in ('MICRO_PROJECTS', 'WISHES', 'REQUESTS_TOLD', 'IN_TIME', 'SATISFACTION', 'CHANNEL_SHARE', 'NUMBER_BY_HAND', 'SHARE_BY_HAND')),
  channel text,
  amount  numeric(15, 2) not null check (amount > 0 and amount <= 1000000000000),
  unit    text     not null check (length(unit) <= 20),
  due_on  date     not null,
  source  text     not null check (length(source) <= 500),
  village text,
  active  boolean  not null default true,
  sort    int      not null default 0,
  primary key (town, id),
  check ((measure = 'CHANNEL_SHARE') = (channel is not null))
);
create unique index target_of_year on insight.target (town, year, title, coalesce(village, ''));

-- What was changed of a target; appended, never overwritten.
create table insight.target_history (
  town      text        not null,
  id        bigint      generated always as identity,
  target_id bigint      not null,
  at        timestamptz not null,
  actor     text        not null,
  change    text        not null check (change in ('ADDED', 'CHANGED', 'IMPORTED', 'ENTERED')),
  details   jsonb       not null,
  primary key (town, id),
  foreign key (town, target_id) references insight.target (town, id)
);
create index history_of_target on insight.target_history (town, target_id, id);

-- Figures entered by hand, for promises that no module counts; appended, the latest day's counts.
create table insight.entry (
  town       text        not null,
  id         bigint      generated always as identity,
  target_id  bigint      not null,
  village    text,
  as_of      date        not null,
  amount     numeric(15, 2) not null check (amount between 0 and 1000000000000),
  note       text        check (length(note) <= 500),
  entered_by text        not null,
  entered_at timestamptz not null,
  primary key (town, id),
  foreign key (town, target_id) references insight.target (town, id)
);
create index entry_of_target on insight.entry (town, target_id, as_of desc, id desc);

-- Requests counted by month of receipt, village and one more dimension; written by the recount alone (docs/adr/0100).
create table insight.request_figure (
  town      text not null,
  month     date not null check (extract(day from month) = 1),
  village   text not null,
  dimension text not null check (dimension in ('ALL', 'STATE', 'CHANNEL', 'CATEGORY')),
  value     text not null,
  received  int  not null,
  told      int  not null,
  in_time   int  not null,
  rated     int  not null,
  satisfied int  not null,
  escalated int  not null,
  primary key (town, month, dimension, village, value)
);

-- How many days the told ones took, so that medians of any months and villages can be had.
create table insight.request_days (
  town     text     not null,
  month    date     not null,
  village  text     not null,
  days     smallint not null,
  requests int      not null,
  primary key (town, month, village, days)
);

-- How far the recount has read what happened to requests.
create table insight.counted (
  town    text        not null primary key,
  history bigint      not null,
  at      timestamptz not null,
  whole   date        not null -- the day of the last recount of everything
);

-- Where a village stands on the schematic map, in columns and rows from 1.
create table insight.tile (
  town    text     not null,
  village text     not null,
  col     smallint not null check (col between 1 and 12),
  row     smallint not null check (row between 1 and 24),
  primary key (town, village)
);

-- Monthly briefs: the figures as they were when it was issued.
create table insight.brief (
  town        text        not null,
  id          bigint      generated always as identity,
  version     int         not null default 1,
  month       date        not null check (extract(day from month) = 1),
  state       text        not null check (state in ('ISSUED', 'APPROVED', 'WITHDRAWN')),
  remarks     text        check (length(remarks) <= 4000),
  figures     jsonb       not null,
  issued_by   text        not null,
  issued_at   timestamptz not null,
  approved_by text,
  approved_at timestamptz,
  withdrawn_by text,
  withdrawn_at timestamptz,
  reason      text        check (length(reason) <= 1000),
  primary key (town, id),
  check (state <> 'APPROVED' or approved_by is not null),
  check (approved_by is null or approved_by <> issued_by)
);
create unique index brief_of_month on insight.brief (town, month) where state <> 'WITHDRAWN';
create index brief_newest on insight.brief (town, month desc, id desc);

grant select, insert, update, delete on all tables in schema insight to guanjia_app;
revoke update, delete on insight.target_history, insight.entry from guanjia_app;
revoke delete on insight.target, insight.brief from guanjia_app;
grant usage, select on all sequences in schema insight to guanjia_app;

-- Row-level security: the town always; whoever is limited to villages sees those alone.
create function insight.in_areas(village text) returns boolean language sql stable parallel safe as $$
  select village = any (string_to_array(current_setting('guanjia.areas', true), ','))
$$;

do $$
declare part text;
begin
  foreach part in array array['target', 'request_figure', 'request_days'] loop
    execute format('alter table insight.%I enable row level security', part);
    execute format($policy$
      create policy scope on insight.%I
        using (town = (select current_setting('guanjia.town', true))
               and ((select current_setting('guanjia.areas', true)) = '*' or insight.in_areas(village)))
        with check (town = (select current_setting('guanjia.town', true)) and (select current_setting('guanjia.areas', true)) = '*')$policy$, part);
  end loop;
  foreach part in array array['target_history', 'entry'] loop
    execute format('alter table insight.%I enable row level security', part);
    execute format($policy$
      create policy scope on insight.%I
        using (town = (select current_setting('guanjia.town', true))
               and exists (select from insight.target t where t.town = %I.town and t.id = %I.target_id))
        with check (town = (select current_setting('guanjia.town', true)) and (select current_setting('guanjia.areas', true)) = '*')$policy$, part, part, part);
  end loop;
  foreach part in array array['counted', 'tile'] loop
    execute format('alter table insight.%I enable row level security', part);
    execute format($policy$create policy scope on insight.%I using (town = (select current_setting('guanjia.town', true)))$policy$, part);
  end loop;
end $$;

alter table insight.brief enable row level security;
create policy scope on insight.brief
  using (town = (select current_setting('guanjia.town', true)) and (select current_setting('guanjia.areas', true)) = '*');
