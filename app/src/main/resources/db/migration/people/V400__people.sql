create schema people;
grant usage on schema people to guanjia_app;

-- Taken in blocks (platform.database.Ids).
create sequence people.person_id increment by 100;
create sequence people.statement_id increment by 100;
create sequence people.household_id increment by 100;

-- A person as the statements about them add up today; only what lists and searches need, and nothing that has to be encrypted.
-- root: the person itself, or the one it was found to be the same as.
create table people.person (
  town           text    not null,
  id             bigint  not null,
  root           bigint  not null,
  version        int     not null default 1,
  since          date    not null, -- first day on which all of this holds
  name           text    not null collate "C" check (length(name) between 1 and 100),
  name_key       text    not null collate "C", -- the name in its one normal form
  pinyin         text    not null collate "C",
  initials       text    not null collate "C",
  sex            text    check (sex in ('MALE', 'FEMALE')),
  birth          date    check (birth >= '1850-01-01'),
  ethnic_group   text    check (ethnic_group ~ '^[0-9]{2}$'),
  document_kind  text    not null check (document_kind in ('RESIDENT_ID', 'PASSPORT', 'HK_MACAO_PERMIT', 'TAIWAN_PERMIT', 'FOREIGN_PERMANENT_RESIDENCE', 'NONE')),
  document_index bytea,  -- blind index of kind and number
  document_tail  bigint, -- of its last four characters, as in people.lookup
  phone_keys     bigint[] not null default '{}', -- of phones in use, as in people.lookup
  village        text,
  village_group  text,
  grid           text,
  registered     boolean not null, -- of a registered household (户籍)
  resident       boolean not null, -- lives here (常住)
  died_on        date,
  erased         boolean not null default false,
  primary key (town, id),
  check (died_on is null or birth is null or died_on >= birth)
);
create unique index person_document on people.person (town, document_index) where document_index is not null and root = id;
create index person_name on people.person (town, name_key, id) where root = id;
create index person_pinyin on people.person (town, pinyin, id) where root = id;
create index person_initials on people.person (town, initials, id) where root = id;
create index person_village_name on people.person (town, village, name_key, id) where root = id;
create index person_village_initials on people.person (town, village, initials, id) where root = id;
create index person_village_pinyin on people.person (town, village, pinyin, id) where root = id;
create index person_merged on people.person (town, root) where root <> id;

-- What was said about a person: by whom, of which day on, heard when. Nothing is overwritten; a statement found wrong is taken back.
create table people.statement (
  town          text        not null,
  id            bigint      not null,
  person_id     bigint      not null,
  valid_from    date        not null,
  source        text        not null check (length(source) between 1 and 100),
  recorded_at   timestamptz not null,
  recorded_by   text        not null,
  import_id     bigint,
  import_row    int,
  cleared       text[]      not null default '{}', -- attributes that have no value any more
  name          text        check (length(name) between 1 and 100),
  sex           text,
  birth         date,
  ethnic_group  text,
  document_kind text,
  document      bytea,      -- encrypted
  phones        bytea,      -- encrypted, one to a line
  address       bytea,      -- encrypted
  village       text,
  village_group text,
  grid          text,
  registered    boolean,
  resident      boolean,
  bank_account  bytea,      -- encrypted
  guardian      bigint,
  died_on       date,
  retracted_at  timestamptz,
  retracted_by  text,
  retraction    text        check (length(retraction) <= 500),
  primary key (town, id),
  foreign key (town, person_id) references people.person (town, id)
);
create index statement_of_person on people.statement (town, person_id, valid_from, id);
create index statement_of_import on people.statement (town, import_id, import_row) where import_id is not null;

-- States of before, as they add up from the statements: from that day until before that other.
create table people.period (
  town          text    not null,
  person_id     bigint  not null,
  valid_from    date    not null,
  valid_to      date    not null,
  name          text    not null collate "C",
  name_key      text    not null collate "C",
  pinyin        text    not null collate "C",
  initials      text    not null collate "C",
  sex           text,
  birth         date,
  village       text,
  village_group text,
  grid          text,
  registered    boolean not null,
  resident      boolean not null,
  died_on       date,
  primary key (town, person_id, valid_from),
  foreign key (town, person_id) references people.person (town, id),
  check (valid_from < valid_to)
);
create index period_name on people.period (town, name_key, person_id);
create index period_initials on people.period (town, initials, person_id);
create index period_village_name on people.period (town, village, name_key, person_id);

-- By what a person is found: keyed hashes of numbers, parts of numbers, words of addresses and keys of likeness, past ones too.
create table people.lookup (
  town      text   not null,
  key       bigint not null,
  person_id bigint not null,
  primary key (town, key, person_id)
);
create index lookup_of_person on people.lookup (town, person_id);

-- Who is registered together, and who lives together.
create table people.household (
  town          text        not null,
  id            bigint      not null,
  kind          text        not null check (kind in ('REGISTERED', 'LIVING')),
  number        text        check (length(number) between 1 and 40),
  address       bytea,      -- encrypted
  village       text,
  village_group text,
  grid          text,
  recorded_at   timestamptz not null,
  recorded_by   text        not null,
  primary key (town, id)
);
create unique index household_number on people.household (town, kind, number) where number is not null;
create index household_village on people.household (town, village, id);

create table people.household_member (
  town         text        not null,
  id           bigint      generated always as identity,
  household_id bigint      not null,
  person_id    bigint      not null,
  relation     text        not null check (relation ~ '^[0-9]{2}$'), -- to the head, GB/T 4761
  valid_from   date        not null,
  valid_to     date,
  source       text        not null check (length(source) between 1 and 100),
  recorded_at  timestamptz not null,
  recorded_by  text        not null,
  primary key (town, id),
  foreign key (town, household_id) references people.household (town, id),
  foreign key (town, person_id) references people.person (town, id),
  check (valid_to is null or valid_from < valid_to)
);
create index member_of_household on people.household_member (town, household_id, valid_from);
create index household_of_member on people.household_member (town, person_id, valid_from);

create table people.life_event (
  town         text        not null,
  id           bigint      generated always as identity,
  person_id    bigint      not null,
  kind         text        not null check (kind in ('BORN', 'DIED', 'MOVED_IN', 'MOVED_OUT', 'MARRIED', 'DIVORCED')),
  happened_on  date        not null,
  other_person bigint,
  note         text        check (length(note) <= 500),
  source       text        not null check (length(source) between 1 and 100),
  statement_id bigint,     -- what it changed
  recorded_at  timestamptz not null,
  recorded_by  text        not null,
  retracted_at timestamptz,
  retracted_by text,
  retraction   text        check (length(retraction) <= 500),
  primary key (town, id),
  foreign key (town, person_id) references people.person (town, id)
);
create index event_of_person on people.life_event (town, person_id, happened_on);

-- Special groups. Overlaps are normal: one person can be of several, and of one by two offices.
create table people.membership (
  town        text        not null,
  id          bigint      generated always as identity,
  person_id   bigint      not null,
  kind        text        not null,
  category    text        check (length(category) <= 40),
  grade       text        check (length(grade) <= 20),
  since       date        not null,
  until       date,       -- the first day on which it no longer holds
  review_on   date,
  evidence    text        check (length(evidence) <= 500),
  evidence_file bigint,
  source      text        not null check (length(source) between 1 and 100),
  version     int         not null default 1,
  recorded_at timestamptz not null,
  recorded_by text        not null,
  ended_at    timestamptz,
  ended_by    text,
  end_reason  text        check (length(end_reason) <= 500),
  import_id   bigint,
  primary key (town, id),
  foreign key (town, person_id) references people.person (town, id),
  check (until is null or since <= until)
);
create index membership_of_person on people.membership (town, person_id, kind);
create index membership_of_kind on people.membership (town, kind, person_id) where until is null;
create index membership_review on people.membership (town, review_on, id) where until is null and review_on is not null;

-- Two records of one person put together, and taken apart again: the statements stay with the record they were made about.
create table people.merge (
  town      text        not null,
  id        bigint      generated always as identity,
  survivor  bigint      not null,
  merged    bigint      not null,
  at        timestamptz not null,
  by        text        not null,
  reason    text        not null check (length(reason) <= 500),
  undone_at timestamptz,
  undone_by text,
  undo_reason text      check (length(undo_reason) <= 500),
  primary key (town, id),
  foreign key (town, survivor) references people.person (town, id),
  foreign key (town, merged) references people.person (town, id)
);
create index merge_of_survivor on people.merge (town, survivor);
create unique index merge_of_merged on people.merge (town, merged) where undone_at is null;

-- Whoever works in a village sees its people, wherever they are registered; a merged record is seen by who saw it before.
alter table people.person enable row level security;
create policy scope on people.person
  using (town = (select current_setting('guanjia.town', true))
         and ((select current_setting('guanjia.areas', true)) = '*'
              or village = any ((select string_to_array(current_setting('guanjia.areas', true), ','))::text[])
              or grid = any ((select string_to_array(current_setting('guanjia.areas', true), ','))::text[])));

alter table people.household enable row level security;
create policy scope on people.household
  using (town = (select current_setting('guanjia.town', true))
         and ((select current_setting('guanjia.areas', true)) = '*'
              or village = any ((select string_to_array(current_setting('guanjia.areas', true), ','))::text[])
              or grid = any ((select string_to_array(current_setting('guanjia.areas', true), ','))::text[])));

do $$
declare child text;
begin
  foreach child in array array['statement', 'period', 'household_member', 'life_event', 'membership'] loop
    execute format('alter table people.%I enable row level security', child);
    execute format($policy$
      create policy scope on people.%I
        using (town = (select current_setting('guanjia.town', true))
               and ((select current_setting('guanjia.areas', true)) = '*'
                    or exists (select from people.person p where p.town = %I.town and p.id = %I.person_id)))$policy$, child, child, child);
  end loop;
end $$;

-- Hashes alone tell nothing; whom they lead to, the policy of people.person decides.
alter table people.lookup enable row level security;
create policy of_town on people.lookup using (town = (select current_setting('guanjia.town', true)));
alter table people.merge enable row level security;
create policy scope on people.merge
  using (town = (select current_setting('guanjia.town', true))
         and ((select current_setting('guanjia.areas', true)) = '*'
              or exists (select from people.person p where p.town = merge.town and p.id = merge.survivor)))
  with check (town = (select current_setting('guanjia.town', true)));

grant select, insert, update on people.person, people.household to guanjia_app;
grant select, insert on people.statement, people.household_member, people.life_event, people.membership, people.merge to guanjia_app;
-- What was said stays said: it can be taken back or ended, not changed.
grant update (retracted_at, retracted_by, retraction) on people.statement, people.life_event to guanjia_app;
grant update (valid_to) on people.household_member to guanjia_app;
grant update (until, review_on, evidence, evidence_file, version, ended_at, ended_by, end_reason) on people.membership to guanjia_app;
grant update (undone_at, undone_by, undo_reason) on people.merge to guanjia_app;
-- Both are worked out from the statements.
grant select, insert, delete on people.period, people.lookup to guanjia_app;
grant usage on sequence people.person_id, people.statement_id, people.household_id to guanjia_app;

-- Whoever registers somebody must hear that the document is known, also when its holder lives in a village that they do not see: the
-- number of the record, and nothing else.
create function people.person_with_document(index bytea) returns bigint
  language sql stable security definer set search_path = people, pg_temp
  as $$ select p.id from people.person p where p.town = current_setting('guanjia.town', true) and p.document_index = index and p.root = p.id $$;
revoke all on function people.person_with_document(bytea) from public;
grant execute on function people.person_with_document(bytea) to guanjia_app;
