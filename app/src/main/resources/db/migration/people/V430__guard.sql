-- Who looked at whose record, for the person to be told: opened within an hour counts once.
create table people.look (
  town       text        not null,
  id         bigint      generated always as identity,
  person_id  bigint      not null,
  at         timestamptz not null,
  viewer     text        not null,
  kind       text        not null check (kind in ('OPENED', 'REVEALED', 'EXPORTED')),
  purpose    text,
  attributes text[]      not null default '{}',
  note       text        check (length(note) <= 500), -- of an export its mark
  primary key (town, id),
  foreign key (town, person_id) references people.person (town, id)
);
create index look_of_person on people.look (town, person_id, id);
create unique index look_opened on people.look (town, person_id, viewer, date_trunc('hour', at at time zone 'UTC')) where kind = 'OPENED';

-- What is to be erased, asked by one and decided by another.
create table people.erasure (
  town       text        not null,
  id         bigint      generated always as identity,
  person_id  bigint      not null,
  grounds    text        not null check (grounds in ('RETENTION', 'ASKED_FOR')),
  reason     text        not null check (length(reason) between 1 and 500),
  asked_by   text        not null,
  asked_at   timestamptz not null,
  decided_by text        check (decided_by <> asked_by),
  decided_at timestamptz,
  approved   boolean,
  primary key (town, id),
  foreign key (town, person_id) references people.person (town, id)
);
create unique index erasure_open on people.erasure (town, person_id) where decided_at is null;

-- For how long records are kept once their reason has ended.
create table people.retention (
  town       text        not null,
  kind       text        not null check (kind in ('DIED', 'LEFT')),
  years      int         not null check (years between 1 and 100),
  basis      text        not null check (length(basis) between 1 and 300),
  changed_by text        not null,
  changed_at timestamptz not null,
  primary key (town, kind)
);
create index person_died on people.person (town, died_on, id) where died_on is not null and root = id and not erased;
create index person_left on people.person (town, since, id) where died_on is null and not resident and not registered and root = id and not erased;

do $$
declare t text;
begin
  foreach t in array array['look', 'erasure', 'retention'] loop
    execute format('alter table people.%I enable row level security', t);
    execute format('create policy of_town on people.%I using (town = (select current_setting(''guanjia.town'', true)))', t);
  end loop;
end $$;
grant select, insert on people.look to guanjia_app;
grant select, insert on people.erasure to guanjia_app;
grant update (decided_by, decided_at, approved) on people.erasure to guanjia_app;
grant select, insert, update on people.retention to guanjia_app;

-- The one way in which what was said is lost: for good, and only after a second person approved it. What is left counts in figures: sex,
-- the year of birth, village, dates.
create function people.erase(person bigint) returns void language plpgsql security definer set search_path = people, pg_temp as $$
declare
  of_town text := current_setting('guanjia.town', true);
  records bigint[];
begin
  if not exists (select from erasure e where e.town = of_town and e.person_id = person and e.approved) then
    raise exception 'no erasure of person % was approved', person;
  end if;
  records := array(select p.id from person p where p.town = of_town and p.root = person);
  update person p set name = '＊', name_key = '＊', pinyin = '', initials = '', birth = date_trunc('year', p.birth)::date, ethnic_group = null,
      document_kind = 'NONE', document_index = null, document_tail = null, phone_keys = '{}', erased = true, version = p.version + 1
    where p.town = of_town and p.id = any (records);
  update statement s set name = case when s.name is null then null else '＊' end, birth = date_trunc('year', s.birth)::date, ethnic_group = null,
      document_kind = null, document = null, phones = null, address = null, bank_account = null, guardian = null
    where s.town = of_town and s.person_id = any (records);
  update period p set name = '＊', name_key = '＊', pinyin = '', initials = '', birth = date_trunc('year', p.birth)::date
    where p.town = of_town and p.person_id = any (records);
  update life_event e set note = null where e.town = of_town and e.person_id = any (records);
  update membership m set evidence = null, evidence_file = null where m.town = of_town and m.person_id = any (records);
  delete from lookup l where l.town = of_town and l.person_id = any (records);
  update look k set note = null where k.town = of_town and k.person_id = any (records);
end $$;
revoke all on function people.erase(bigint) from public;
grant execute on function people.erase(bigint) to guanjia_app;
