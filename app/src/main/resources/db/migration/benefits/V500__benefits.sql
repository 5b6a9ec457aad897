create schema benefits;
grant usage on schema benefits to guanjia_app;

-- What the town pays or gives, by rules. The ordinal is the programme's bit in benefits.determination and is never given to another one.
create table benefits.programme (
  town       text     not null,
  code       text     not null check (code ~ '^[a-z][a-z0-9-]{1,39}$'),
  ordinal    smallint not null check (ordinal between 0 and 61),
  name       text     not null check (length(name) between 1 and 100),
  name_en    text     not null check (length(name_en) between 1 and 100),
  summary    text     not null check (length(summary) <= 1000),
  summary_en text     not null check (length(summary_en) <= 1000),
  created_at timestamptz not null,
  created_by text     not null,
  primary key (town, code),
  unique (town, ordinal)
);

-- What its rules said, from one month to another. Released ones stay as they are; only their last month is drawn nearer when a later one takes over.
create table benefits.programme_version (
  town        text        not null,
  programme   text        not null,
  number      int         not null check (number > 0),
  state       text        not null check (state in ('DRAFT', 'PROPOSED', 'RELEASED', 'SUPERSEDED', 'WITHDRAWN')),
  from_month  date        not null check (extract(day from from_month) = 1),
  until_month date        check (extract(day from until_month) = 1), -- the last month; null for no end
  based_on    int,
  dmn         text        not null check (length(dmn) between 1 and 400000),
  note        text        not null default '' check (length(note) <= 1000), -- what changes and why
  hash        text,       -- of the rules as released
  lock        int         not null default 1,
  drafted_by  text        not null,
  drafted_at  timestamptz not null,
  changed_at  timestamptz not null,
  changed_by  text        not null,
  proposed_by text,
  proposed_at timestamptz,
  released_by text,
  released_at timestamptz,
  primary key (town, programme, number),
  foreign key (town, programme) references benefits.programme (town, code),
  check (until_month is null or until_month >= from_month),
  check (released_by is null or released_by <> proposed_by), -- four eyes
  check (state not in ('RELEASED', 'SUPERSEDED') or released_by is not null and hash is not null)
);
-- Two released versions of one programme never begin in the same month; that they do not overlap otherwise is seen to under the programme's lock.
create unique index version_in_force on benefits.programme_version (town, programme, from_month) where state = 'RELEASED';

-- Amounts, bands and thresholds by day. Their values are fixed once released; that one is confirmed comes later, with the document it stands in.
create table benefits.parameter (
  town         text        not null,
  programme    text        not null,
  number       int         not null,
  name         text        not null check (length(name) between 1 and 100),
  from_day     date        not null,
  to_day       date,       -- the last day; null for no end
  value        text        not null check (length(value) between 1 and 1000), -- a FEEL literal
  document     text        check (length(document) between 1 and 200),
  confirmed_by text,
  confirmed_at timestamptz,
  primary key (town, programme, number, name, from_day),
  foreign key (town, programme, number) references benefits.programme_version (town, programme, number),
  check (to_day is null or to_day >= from_day),
  check ((confirmed_by is null) = (confirmed_at is null)),
  check (confirmed_by is null or document is not null)
);

-- Persons with what must come out for them, before anything is released.
create table benefits.example (
  town       text   not null,
  programme  text   not null,
  number     int    not null,
  position   int    not null,
  name       text   not null check (length(name) between 1 and 200),
  facts      jsonb  not null, -- FEEL literals by code of the fact
  month      date   not null,
  answer     text   not null check (answer in ('YES', 'NO', 'UNKNOWN')),
  amount_fen bigint,
  primary key (town, programme, number, position),
  foreign key (town, programme, number) references benefits.programme_version (town, programme, number)
);

create table benefits.programme_history (
  town      text        not null,
  id        bigint      generated always as identity,
  programme text        not null,
  number    int         not null,
  at        timestamptz not null,
  by        text        not null,
  deed      text        not null check (length(deed) <= 40),
  note      text        check (length(note) <= 2000),
  primary key (town, id),
  foreign key (town, programme) references benefits.programme (town, code)
);
create index history_of_programme on benefits.programme_history (town, programme, id);

-- Rules by their hash, as they were when something was decided by them: never changed, never deleted, so that it can be decided again.
create table benefits.rules (
  town       text        not null,
  hash       text        not null,
  programme  text        not null,
  number     int         not null,
  dmn        text        not null,
  parameters jsonb       not null,
  at         timestamptz not null,
  primary key (town, hash)
);

-- Programmes that exclude each other, or together pay no more than so much; laid down by one and approved by another.
create table benefits.joint_rule (
  town        text        not null,
  id          bigint      generated always as identity,
  kind        text        not null check (kind in ('FIRST', 'HIGHEST', 'CAP')),
  programmes  text[]      not null check (cardinality(programmes) between 2 and 20), -- of FIRST in this order
  cap_fen     bigint      check (cap_fen > 0),
  from_month  date        not null check (extract(day from from_month) = 1),
  until_month date        check (extract(day from until_month) = 1),
  document    text        check (length(document) between 1 and 200),
  note        text        not null default '' check (length(note) <= 500),
  made_by     text        not null,
  made_at     timestamptz not null,
  approved_by text,
  approved_at timestamptz,
  ended_by    text,
  ended_at    timestamptz,
  primary key (town, id),
  check ((kind = 'CAP') = (cap_fen is not null)),
  check (until_month is null or until_month >= from_month),
  check (approved_by is null or approved_by <> made_by)
);

-- All programmes in force in a month with what binds them: what a determination was made by. Positions in the arrays of benefits.determination
-- are those of programmes here.
create table benefits.rulebook (
  town       text        not null,
  id         bigint      generated always as identity,
  hash       text        not null,
  programmes text[]      not null,
  hashes     text[]      not null,
  joint      jsonb       not null,
  at         timestamptz not null,
  primary key (town, id),
  unique (town, hash),
  check (cardinality(programmes) = cardinality(hashes))
);

-- Of which groups the register holds everybody from a day on, as the office in charge says. Without such a word nobody is "not" of a group.
create table benefits.complete_list (
  town         text        not null,
  id           bigint      generated always as identity,
  kind         text        not null check (length(kind) <= 40),
  as_of        date        not null,
  source       text        not null check (length(source) between 1 and 100),
  document     text        check (length(document) between 1 and 200),
  declared_by  text        not null,
  declared_at  timestamptz not null,
  withdrawn_by text,
  withdrawn_at timestamptz,
  reason       text        check (length(reason) <= 500),
  primary key (town, id)
);
create unique index list_once on benefits.complete_list (town, kind, as_of, source) where withdrawn_at is null;

-- What an office states of a person for the rules and the register has no place for, such as an income; taken back, never changed.
create table benefits.stated_fact (
  town         text        not null,
  id           bigint      generated always as identity,
  person_id    bigint      not null,
  code         text        not null check (length(code) between 1 and 60),
  value        text        not null check (length(value) between 1 and 100), -- a FEEL literal
  from_day     date        not null,
  to_day       date,       -- the last day; null for no end
  source       text        not null check (length(source) between 1 and 100),
  document     text        check (length(document) between 1 and 200),
  recorded_by  text        not null,
  recorded_at  timestamptz not null,
  retracted_by text,
  retracted_at timestamptz,
  retraction   text        check (length(retraction) <= 500),
  primary key (town, id),
  check (to_day is null or to_day >= from_day)
);
create index stated_of_person on benefits.stated_fact (town, person_id, code);

-- A person's facts as the rules see them, in the order of the vocabulary, which only grows. A new one only when something differs: its number is
-- the version of the facts.
create sequence benefits.sheet_id increment by 100;
create table benefits.sheet (
  town      text        not null,
  id        bigint      not null,
  person_id bigint      not null,
  known_at  timestamptz not null,
  raw       bigint[]    not null,
  primary key (town, id)
);
create index sheet_of_person on benefits.sheet (town, person_id, id);

-- One going through the register, or through some of it, for a month.
create table benefits.round (
  town        text        not null,
  id          bigint      generated always as identity,
  kind        text        not null check (kind in ('WHOLE', 'AGAIN')),
  month       date        not null check (extract(day from month) = 1),
  state       text        not null check (state in ('RUNNING', 'DONE', 'CANCELLED', 'FAILED')),
  reason      text        not null check (length(reason) <= 100),
  rulebook    bigint      not null,
  known_at    timestamptz not null,
  started_by  text        not null,
  started_at  timestamptz not null,
  position    bigint      not null default 0, -- the last person done
  persons     int         not null default 0,
  total       int         not null default 0,
  appended    int         not null default 0,
  beat_at     timestamptz not null,
  finished_at timestamptz,
  fault       text        check (length(fault) <= 500),
  primary key (town, id),
  foreign key (town, rulebook) references benefits.rulebook (town, id)
);
create unique index round_running on benefits.round (town, month) where kind = 'WHOLE' and state = 'RUNNING';
create index round_of_month on benefits.round (town, month, id);

-- What came out for a person in a month, of all programmes at once: bits by the programmes' ordinals, arrays by their positions in the rulebook.
-- Nothing is rewritten: what comes out otherwise later is appended, and the row before only learns which round put it aside.
create table benefits.determination (
  town          text        not null,
  id            bigint      generated always as identity,
  month         date        not null,
  person_id     bigint      not null,
  village       text,
  round         bigint      not null,
  rulebook      bigint      not null,
  sheet         bigint      not null,
  entitled      bigint      not null,
  unknown       bigint      not null,
  bound         bigint      not null, -- entitled by its own rules, but another programme takes its place or a cap cuts it
  amounts       bigint[]    not null, -- fen
  rows          smallint[]  not null, -- of the decision table, from 0; -1 for none
  nearest       smallint[]  not null, -- the entitling row that failed by least, from 0; -1 for none
  missing       bigint[]    not null, -- bit by the vocabulary's facts
  failed        bigint[]    not null, -- bit by the columns of the nearest row
  decided_at    timestamptz not null,
  superseded_in bigint,
  primary key (town, id)
);
create unique index determination_current on benefits.determination (town, month, person_id) where superseded_in is null;
create index determination_entitled on benefits.determination (town, month, person_id) where superseded_in is null and entitled <> 0;
create index determination_of_person on benefits.determination (town, person_id, month, id);

-- What a round came to, and how it differs from the month before (WHOLE) or from what stood (AGAIN).
create table benefits.round_count (
  town        text   not null,
  round       bigint not null,
  programme   text   not null,
  entitled    int    not null,
  unknown     int    not null,
  refused     int    not null,
  amount_fen  bigint not null,
  appeared    int    not null,
  gone        int    not null,
  changed     int    not null,
  primary key (town, round, programme),
  foreign key (town, round) references benefits.round (town, id)
);

create table benefits.difference (
  town          text   not null,
  round         bigint not null,
  programme     text   not null,
  person_id     bigint not null,
  kind          text   not null check (kind in ('NEW', 'GONE', 'CHANGED')),
  answer_before text,
  answer_after  text   not null,
  fen_before    bigint not null,
  fen_after     bigint not null,
  primary key (town, round, programme, person_id)
);
create index difference_of_person on benefits.difference (town, person_id);

-- Whose facts changed since, from which day on: looked at again in the background. Written in the transaction of the change itself.
create table benefits.touched (
  town      text   not null,
  id        bigint generated always as identity,
  person_id bigint,
  import_id bigint, -- everybody whom that list brought
  since     date   not null,
  reason    text   not null check (length(reason) <= 60),
  primary key (town, id),
  check ((person_id is null) <> (import_id is null))
);

do $$
declare t text;
begin
  foreach t in array array['programme', 'programme_version', 'parameter', 'example', 'programme_history', 'rules', 'joint_rule', 'rulebook', 'complete_list', 'round', 'round_count', 'touched'] loop
    execute format('alter table benefits.%I enable row level security', t);
    execute format('create policy of_town on benefits.%I using (town = (select current_setting(''guanjia.town'', true)))', t);
  end loop;
  foreach t in array array['stated_fact', 'sheet', 'determination', 'difference'] loop
    execute format('alter table benefits.%I enable row level security', t);
    execute format($policy$
      create policy scope on benefits.%I
        using (town = (select current_setting('guanjia.town', true))
               and ((select current_setting('guanjia.areas', true)) = '*'
                    or exists (select from people.person p where p.town = %I.town and p.id = %I.person_id)))$policy$, t, t, t);
  end loop;
end $$;

grant select, insert on benefits.programme, benefits.programme_history, benefits.rules, benefits.rulebook, benefits.sheet, benefits.determination,
  benefits.difference to guanjia_app;
grant update (name, name_en, summary, summary_en) on benefits.programme to guanjia_app;
grant select, insert, update on benefits.programme_version, benefits.round, benefits.round_count to guanjia_app;
grant select, insert, delete on benefits.parameter, benefits.example to guanjia_app;
grant update (document, confirmed_by, confirmed_at) on benefits.parameter to guanjia_app;
grant select, insert on benefits.joint_rule to guanjia_app;
grant update (approved_by, approved_at, until_month, ended_by, ended_at) on benefits.joint_rule to guanjia_app;
grant select, insert on benefits.complete_list, benefits.stated_fact to guanjia_app;
grant update (withdrawn_by, withdrawn_at, reason) on benefits.complete_list to guanjia_app;
grant update (retracted_by, retracted_at, retraction) on benefits.stated_fact to guanjia_app;
grant update (superseded_in) on benefits.determination to guanjia_app;
grant select, insert, update, delete on benefits.touched to guanjia_app;
grant usage on sequence benefits.sheet_id to guanjia_app;

-- Drafts are written over until they are proposed; what was released is not touched by anybody.
create function benefits.only_of_drafts() returns trigger language plpgsql as $$
declare
  row_town text := case when tg_op = 'DELETE' then old.town else new.town end;
  row_programme text := case when tg_op = 'DELETE' then old.programme else new.programme end;
  row_number int := case when tg_op = 'DELETE' then old.number else new.number end;
begin
  if not exists (select from benefits.programme_version v where v.town = row_town and v.programme = row_programme and v.number = row_number and v.state = 'DRAFT') then
    raise exception 'version % of % is no draft', row_number, row_programme;
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger parameter_of_draft before insert or delete on benefits.parameter for each row execute function benefits.only_of_drafts();
create trigger example_of_draft before insert or delete on benefits.example for each row execute function benefits.only_of_drafts();

create function benefits.released_stays() returns trigger language plpgsql as $$
begin
  if old.state <> 'DRAFT' and (new.dmn <> old.dmn or new.from_month <> old.from_month) then
    raise exception 'version % of % is no draft', old.number, old.programme;
  end if;
  return new;
end $$;
create trigger version_stays before update on benefits.programme_version for each row execute function benefits.released_stays();
