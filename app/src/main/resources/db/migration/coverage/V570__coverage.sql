create schema coverage;
grant usage on schema coverage to guanjia_app;

-- How a person stands to a programme where the rules give something or something is paid: what the overview counts, and its lists show.
create table coverage.standing (
  town       text    not null,
  programme  text    not null,
  person_id  bigint  not null,
  village    text,
  entitled   boolean not null,
  amount_fen bigint  not null, -- a month, by the rules; 0 unless entitled
  paid       boolean not null, -- an award pays the month
  asked      boolean not null, -- an award stands that does not pay yet
  month      date    not null check (extract(day from month) = 1),
  primary key (town, programme, person_id)
);
create index standing_of_village on coverage.standing (town, programme, village, person_id);

-- Where the rules, and what is known and done about a person, do not agree. Its life is the graph of FindingMove; the same is found once.
create table coverage.finding (
  town           text        not null,
  id             bigint      generated always as identity,
  kind           text        not null check (kind in ('UNKNOWN', 'FORGOTTEN', 'NO_LONGER', 'UPCOMING', 'DOUBLE_PROGRAMME', 'DOUBLE_RECORD', 'DOUBLE_ACCOUNT', 'DOUBLE_TOWN')),
  person_id      bigint      not null, -- the person today
  programme      text        not null default '', -- empty where it is not of one programme
  other          bigint      not null default 0, -- the other person of a double; 0 for none
  programmes     text[]      not null default '{}', -- all that it is about
  missing        bigint      not null default 0, -- of UNKNOWN: bit by the vocabulary's raw facts
  by_list        boolean     not null default false, -- of UNKNOWN: an office's complete list alone would settle it; nobody has to knock
  before_fen     bigint      not null default 0, -- a month, today
  amount_fen     bigint      not null default 0, -- a month: gone without, paid beyond, or given from next month on
  award_id       bigint,
  month          date        not null check (extract(day from month) = 1), -- of which it was found last
  village        text,
  grid           text,
  state          text        not null check (state in ('FOUND', 'ASSIGNED', 'CONTACTED', 'RESOLVED', 'GONE')),
  holds          boolean     not null default true, -- the facts say so still
  version        int         not null default 1,
  assignee       text,
  due_on         date,
  tries          int         not null default 0,
  next_try       date,
  last_result    text,
  ask_again_on   date,       -- somebody declined: ask again from this day on
  result_award   bigint,     -- the application that was opened
  first_found_at timestamptz not null,
  found_at       timestamptz not null,
  changed_at     timestamptz not null,
  primary key (town, id),
  unique (town, kind, person_id, programme, other)
);
create index finding_list on coverage.finding (town, kind, village, id) where state in ('FOUND', 'ASSIGNED', 'CONTACTED');
create index finding_of_person on coverage.finding (town, person_id, id);
create index finding_of_assignee on coverage.finding (town, assignee, due_on, id) where state in ('ASSIGNED', 'CONTACTED');
create index finding_ask_again on coverage.finding (town, ask_again_on) where ask_again_on is not null;

create table coverage.history (
  town       text        not null,
  id         bigint      generated always as identity,
  finding_id bigint      not null,
  at         timestamptz not null,
  actor      text        not null,
  move       text        not null,
  from_state text        not null,
  to_state   text        not null,
  reason     text        check (length(reason) <= 500),
  details    jsonb,
  primary key (town, id),
  foreign key (town, finding_id) references coverage.finding (town, id)
);
create index history_of_finding on coverage.history (town, finding_id, id);

-- Every try to reach somebody, and what came of it.
create table coverage.contact (
  town       text        not null,
  id         bigint      generated always as identity,
  finding_id bigint      not null,
  on_day     date        not null,
  way        text        not null check (way in ('VISIT', 'PHONE', 'WINDOW', 'FAMILY')),
  result     text        not null check (result in ('FACT_STATED', 'APPLIES', 'DECLINES', 'REFUSES', 'NOT_REACHED', 'MOVED', 'DIED', 'ENDED', 'EXPLAINED')),
  fact       text        check (length(fact) between 1 and 60),
  words      bytea,      -- encrypted
  next_try   date,
  by         text        not null,
  at         timestamptz not null,
  primary key (town, id),
  foreign key (town, finding_id) references coverage.finding (town, id)
);
create index contact_of_finding on coverage.contact (town, finding_id, id);

-- Whose facts or awards changed since: looked at again in the background. Person 0 stands for the whole register.
create table coverage.touched (
  town      text        not null,
  person_id bigint      not null,
  at        timestamptz not null,
  primary key (town, person_id)
);

-- When the whole register was gone through last.
create table coverage.recount (
  town    text        not null,
  month   date        not null check (extract(day from month) = 1),
  next_in boolean     not null, -- the month after it was determined, so that birthdays could be looked ahead to
  at      timestamptz not null,
  persons int         not null,
  primary key (town)
);

-- What one pass found, on its way into the findings; empty between passes.
create unlogged table coverage.found (
  town       text    not null,
  round      bigint  not null,
  kind       text    not null,
  person_id  bigint  not null,
  programme  text    not null,
  other      bigint  not null,
  programmes text[]  not null,
  missing    bigint  not null,
  by_list    boolean not null,
  before_fen bigint  not null,
  amount_fen bigint  not null,
  award_id   bigint,
  primary key (town, round, kind, person_id, programme, other)
);
create unlogged table coverage.stood (
  town       text    not null,
  round      bigint  not null,
  programme  text    not null,
  person_id  bigint  not null,
  entitled   boolean not null,
  amount_fen bigint  not null,
  paid       boolean not null,
  asked      boolean not null,
  primary key (town, round, programme, person_id)
);
create sequence coverage.round_id;

-- A list that an office outside keeps: who ought to be there, as of a day.
create table coverage.outside_list (
  town          text        not null,
  id            bigint      generated always as identity,
  version       int         not null default 1,
  source        text        not null check (source in ('CIVIL_AFFAIRS', 'DISABLED_FEDERATION', 'VETERANS', 'POLICE', 'OTHER')),
  title         text        not null check (length(title) between 1 and 100),
  as_of         date        not null,
  document      text        check (length(document) between 1 and 200),
  programme     text,       -- of which it is the denominator
  special_group text,       -- likewise
  elsewhere     boolean     not null default false, -- it names whom another town pays
  complete_list bigint      unique, -- the declaration in benefits.complete_list; null while nobody declared it whole
  compared_at   timestamptz,
  compared_in   date        check (extract(day from compared_in) = 1), -- the month against which it was compared
  made_by       text        not null,
  made_at       timestamptz not null,
  primary key (town, id),
  check (programme is not null or special_group is not null or elsewhere)
);
create index outside_list_latest on coverage.outside_list (town, source, as_of desc, id desc);

create table coverage.list_item (
  town       text        not null,
  id         bigint      generated always as identity,
  list_id    bigint      not null,
  key        bytea       not null, -- the same person in another list of the office has the same
  import_id  bigint      not null,
  row_number int         not null,
  name       bytea       not null, -- encrypted
  number     bytea,      -- encrypted
  birth      date,
  village    text,
  matched    text        not null check (matched in ('NUMBER', 'LIKENESS', 'CONFIRMED', 'DOUBTFUL', 'NOBODY', 'REJECTED')),
  person_id  bigint,
  candidates bigint[]    not null default '{}',
  standing   text        check (standing in ('PAID', 'ASKED', 'FORGOTTEN', 'UNKNOWN', 'NOT_ENTITLED', 'UNDETERMINED', 'MEMBER', 'NOT_MEMBER')),
  paid       boolean     not null default false,
  member     boolean     not null default false, -- of the group, by the register
  decided_by text,
  decided_at timestamptz,
  primary key (town, id),
  unique (town, list_id, key),
  foreign key (town, list_id) references coverage.outside_list (town, id),
  check ((matched in ('NUMBER', 'LIKENESS', 'CONFIRMED')) = (person_id is not null))
);
create index item_of_list on coverage.list_item (town, list_id, id);
create index item_of_person on coverage.list_item (town, person_id) where person_id is not null;

-- Who is not on the list though the register or the payments would have them there.
create table coverage.list_absent (
  town      text    not null,
  list_id   bigint  not null,
  person_id bigint  not null,
  village   text,
  paid      boolean not null,
  member    boolean not null,
  primary key (town, list_id, person_id),
  foreign key (town, list_id) references coverage.outside_list (town, id)
);

do $$
declare t text;
begin
  foreach t in array array['standing', 'finding', 'list_absent'] loop
    execute format('alter table coverage.%I enable row level security', t);
    execute format($policy$
      create policy scope on coverage.%I
        using (town = (select current_setting('guanjia.town', true))
               and ((select current_setting('guanjia.areas', true)) = '*'
                    or exists (select from people.person p where p.town = %I.town and p.id = %I.person_id)))$policy$, t, t, t);
  end loop;
  foreach t in array array['history', 'contact'] loop
    execute format('alter table coverage.%I enable row level security', t);
    execute format($policy$
      create policy scope on coverage.%I
        using (town = (select current_setting('guanjia.town', true))
               and ((select current_setting('guanjia.areas', true)) = '*'
                    or exists (select from coverage.finding f where f.town = %I.town and f.id = %I.finding_id)))$policy$, t, t, t);
  end loop;
  foreach t in array array['touched', 'recount', 'found', 'stood', 'outside_list'] loop
    execute format('alter table coverage.%I enable row level security', t);
    execute format($policy$create policy of_town on coverage.%I using (town = (select current_setting('guanjia.town', true)))$policy$, t);
  end loop;
end $$;

-- Whom nobody in the register is, whoever works in the village named may look for.
alter table coverage.list_item enable row level security;
create policy scope on coverage.list_item
  using (town = (select current_setting('guanjia.town', true))
         and ((select current_setting('guanjia.areas', true)) = '*'
              or exists (select from people.person p where p.town = list_item.town and p.id = list_item.person_id)
              or person_id is null and village = any ((select string_to_array(current_setting('guanjia.areas', true), ','))::text[])));

grant select, insert, update, delete on coverage.standing, coverage.touched, coverage.list_absent to guanjia_app;
grant select, insert, delete on coverage.found, coverage.stood to guanjia_app;
grant select, insert, update on coverage.finding, coverage.recount, coverage.outside_list, coverage.list_item to guanjia_app;
grant select, insert on coverage.history, coverage.contact to guanjia_app;
grant update (words) on coverage.contact to guanjia_app; -- erased with the person
grant usage on sequence coverage.round_id to guanjia_app;
