create schema publicity;
grant usage on schema publicity to guanjia_app;

-- What is shown to everybody, or waits to be. The texts are those that go out, with personal details blacked out already;
-- the original stays where it came from, and a person compares the two before anything is published.
create table publicity.publication (
  town         text        not null,
  id           bigint      generated always as identity,
  kind         text        not null check (kind in ('REQUEST', 'PROJECT')),
  source       text        not null, -- receipt code, or number of the project
  state        text        not null check (state in ('PROPOSED', 'PUBLISHED', 'KEPT_BACK', 'WITHDRAWN')),
  version      int         not null default 1,
  title        text        not null check (length(title) <= 400),
  asked        text        not null check (length(asked) <= 30000),
  became       text        not null check (length(became) <= 30000),
  found        int         not null default 0, -- details the filter blacked out
  source_digest text       not null, -- of the original texts, so that a change is noticed
  category     text,
  village      text,
  year         smallint    not null,
  asked_on     date        not null,
  done_on      date        not null,
  project_kind text,
  benefiting   int,
  cost_fen     bigint,
  before_file  uuid,
  after_file   uuid,
  proposed_at  timestamptz not null,
  looked_at_by text,        -- who looked at the text as it stands
  published_at timestamptz, -- first publication
  changed_at   timestamptz, -- last change of what is public
  look_again   text,        -- the move of the source after which it needs another look
  reason       text        check (length(reason) <= 1000),
  primary key (town, id),
  unique (town, kind, source),
  check (state <> 'PUBLISHED' or looked_at_by is not null and published_at is not null and changed_at is not null)
);
create index publication_work on publicity.publication (town, state, proposed_at, id);
create index publication_again on publicity.publication (town, proposed_at, id) where look_again is not null;
-- The public lists: the latest first, beside each filter.
create index publication_public on publicity.publication (town, kind, done_on desc, id desc) where state = 'PUBLISHED';
create index publication_public_village on publicity.publication (town, kind, village, done_on desc, id desc) where state = 'PUBLISHED';
create index publication_public_category on publicity.publication (town, kind, category, done_on desc, id desc) where state = 'PUBLISHED';
create index publication_public_year on publicity.publication (town, kind, year, done_on desc, id desc) where state = 'PUBLISHED';
create index publication_feed on publicity.publication (town, changed_at desc, id desc) where state = 'PUBLISHED';

create table publicity.history (
  town           text        not null,
  id             bigint      generated always as identity,
  publication_id bigint      not null,
  at             timestamptz not null,
  actor          text        not null,
  move           text        not null,
  from_state     text,
  to_state       text        not null,
  reason         text        check (length(reason) <= 1000),
  primary key (town, id),
  foreign key (town, publication_id) references publicity.publication (town, id)
);
create index history_of_publication on publicity.history (town, publication_id, id);

-- The words of what is public, as numbers (requests.matching.TextGrams).
create table publicity.wording (
  town           text   not null,
  publication_id bigint not null,
  grams          int[]  not null,
  primary key (town, publication_id),
  foreign key (town, publication_id) references publicity.publication (town, id)
);
create index wording_grams on publicity.wording using gin (grams) with (fastupdate = on, gin_pending_list_limit = 256);

-- Outreach (宣传): a policy or a project in plain words.
create table publicity.leaflet (
  town       text        not null,
  id         bigint      generated always as identity,
  policy_id  bigint,
  title      text        not null check (length(title) <= 100),
  who        text        not null check (length(who) <= 1000),
  what       text        not null check (length(what) <= 2000),
  how        text        not null check (length(how) <= 2000),
  wherefrom  text        check (length(wherefrom) <= 500),
  villages   text[]      not null default '{}', -- empty: every village
  active     boolean     not null default true,
  version    int         not null default 1,
  written_by text        not null,
  written_at timestamptz not null,
  primary key (town, id)
);
create unique index leaflet_policy on publicity.leaflet (town, policy_id) where policy_id is not null;

-- How often a leaflet was opened in a village's name, by day: numbers alone, nothing of who it was.
create table publicity.visit (
  town       text not null,
  leaflet_id bigint not null,
  village    text not null,
  day        date not null,
  way        text not null check (way in ('POSTER', 'LINK')),
  visits     int  not null check (visits > 0),
  primary key (town, leaflet_id, village, day, way),
  foreign key (town, leaflet_id) references publicity.leaflet (town, id)
);

-- Talks, door visits and the like, as staff enter them.
create table publicity.effort (
  town       text        not null,
  id         bigint      generated always as identity,
  leaflet_id bigint,
  village    text        not null,
  held_on    date        not null,
  way        text        not null check (way in ('TALK', 'DOOR_VISIT', 'BROADCAST', 'STALL')),
  times      int         not null check (times between 1 and 10000),
  people     int         not null check (people between 0 and 1000000),
  note       text        check (length(note) <= 1000),
  entered_by text        not null,
  entered_at timestamptz not null,
  primary key (town, id),
  foreign key (town, leaflet_id) references publicity.leaflet (town, id)
);
create index effort_days on publicity.effort (town, held_on, id);

grant select, insert, update, delete on all tables in schema publicity to guanjia_app;
revoke update, delete on publicity.history from guanjia_app;
revoke delete on publicity.publication from guanjia_app;
grant usage, select on all sequences in schema publicity to guanjia_app;

-- The town always; whoever is limited to villages sees what is public, and what waits of their villages.
alter table publicity.publication enable row level security;
create policy scope on publicity.publication
  using (town = (select current_setting('guanjia.town', true))
         and (state = 'PUBLISHED'
              or (select current_setting('guanjia.areas', true)) = '*'
              or village = any (string_to_array(current_setting('guanjia.areas', true), ','))))
  with check (town = (select current_setting('guanjia.town', true)));

do $$
declare child text;
begin
  foreach child in array array['history', 'wording', 'leaflet', 'visit'] loop
    execute format('alter table publicity.%I enable row level security', child);
    execute format($policy$
      create policy town on publicity.%I using (town = (select current_setting('guanjia.town', true)))$policy$, child);
  end loop;
end $$;

alter table publicity.effort enable row level security;
create policy scope on publicity.effort
  using (town = (select current_setting('guanjia.town', true))
         and ((select current_setting('guanjia.areas', true)) = '*'
              or village = any (string_to_array(current_setting('guanjia.areas', true), ','))))
  with check (town = (select current_setting('guanjia.town', true)));

-- See requests.wording_holding: array operators are not leakproof, so the index is asked by the owner, for numbers alone.
create function publicity.wording_holding(wanted int[], most int)
returns table (publication_id bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan
as $$
  select w.publication_id
  from publicity.wording w
  where w.town = (select current_setting('guanjia.town', true)) and w.grams @> wanted
  limit most
$$;
revoke execute on function publicity.wording_holding from public;
grant execute on function publicity.wording_holding to guanjia_app;
