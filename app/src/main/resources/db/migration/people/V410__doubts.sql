create sequence people.doubt_id increment by 100;
grant usage on sequence people.doubt_id to guanjia_app;

-- What the register could not decide by itself, for a clerk of the town desk: whose a row of a file is, whether a person is another than was
-- known, whether two records are of one person. Decided ones stay: the same row is not asked about twice.
create table people.doubt (
  town        text        not null,
  id          bigint      not null,
  kind        text        not null check (kind in ('ROW', 'IDENTITY', 'DOUBLES')),
  reason      text        not null check (reason in ('LIKENESS', 'DOCUMENT_OF_ANOTHER', 'OUTSIDE_AREA', 'IDENTITY_DIFFERS', 'DOCUMENT_INVALID', 'DOUBLES')),
  target      text        not null, -- the list that the row came for
  import_id   bigint,
  import_row  int,
  source      text        not null check (length(source) between 1 and 100),
  name        text        not null collate "C",
  village     text,
  content     bytea,      -- the row, encrypted; none of two records
  candidates  jsonb       not null, -- persons who may be meant, the likeliest first, with their scores
  fingerprint bigint      not null, -- keyed hash of what makes the row this one
  recorded_at timestamptz not null,
  recorded_by text        not null,
  state       text        not null default 'OPEN' check (state in ('OPEN', 'SAME', 'NEW', 'DISCARDED')),
  version     int         not null default 1,
  person_id   bigint,     -- whose it was found to be
  decided_at  timestamptz,
  decided_by  text,
  decision    text        check (length(decision) <= 500),
  primary key (town, id)
);
create unique index doubt_once on people.doubt (town, fingerprint);
create index doubt_open on people.doubt (town, id) where state = 'OPEN';

-- Whoever imports a file leaves doubts; only who sees the whole town reads them.
alter table people.doubt enable row level security;
create policy of_town on people.doubt
  using (town = (select current_setting('guanjia.town', true)) and (select current_setting('guanjia.areas', true)) = '*')
  with check (town = (select current_setting('guanjia.town', true)));
grant select, insert on people.doubt to guanjia_app;
-- Content, name, village and candidates only to erase them.
grant update (state, version, person_id, decided_at, decided_by, decision, content, name, village, candidates) on people.doubt to guanjia_app;

-- A row is compared with all people of the town, also those whom its writer does not see; so these functions answer for the whole town, and only
-- what linkage needs: a key that too many share tells nothing and is left out.
create function people.alike(keys bigint[])
  returns table (id bigint, met bigint[], name text, sex text, birth date, village text, document_index bytea, document_tail bigint, phone_keys bigint[], seen boolean)
  language sql stable security definer set search_path = people, pg_temp
  as $$
    with hit as (
      select k.key, l.person_id, count(*) over (partition by k.key) as sharers
      from unnest(keys) k (key)
      cross join lateral (
        select x.person_id from lookup x where x.town = current_setting('guanjia.town', true) and x.key = k.key limit 51) l)
    select p.id, array_agg(hit.key), p.name, p.sex, p.birth, p.village, p.document_index, p.document_tail, p.phone_keys,
           current_setting('guanjia.areas', true) = '*'
             or coalesce(p.village = any (string_to_array(current_setting('guanjia.areas', true), ',')), false)
             or coalesce(p.grid = any (string_to_array(current_setting('guanjia.areas', true), ',')), false)
    from hit join person p on p.town = current_setting('guanjia.town', true) and p.id = hit.person_id
    where hit.sharers <= 50 and p.root = p.id and not p.erased
    group by p.town, p.id
  $$;

create function people.name_counts()
  returns table (name_key text, persons bigint)
  language sql stable security definer set search_path = people, pg_temp
  as $$ select p.name_key, count(*) from person p where p.town = current_setting('guanjia.town', true) and p.root = p.id group by p.name_key $$;

create function people.decided(fingerprints bigint[])
  returns table (fingerprint bigint, state text, person_id bigint)
  language sql stable security definer set search_path = people, pg_temp
  as $$
    select d.fingerprint, d.state, coalesce(p.root, d.person_id)
    from doubt d left join person p on p.town = d.town and p.id = d.person_id
    where d.town = current_setting('guanjia.town', true) and d.fingerprint = any (fingerprints)
  $$;

-- A household keeps its number wherever its members are seen.
create function people.households_numbered(of_kind text, numbers text[])
  returns table (number text, id bigint)
  language sql stable security definer set search_path = people, pg_temp
  as $$
    select h.number, h.id from household h
    where h.town = current_setting('guanjia.town', true) and h.kind = of_kind and h.number = any (numbers)
  $$;

revoke all on function people.alike(bigint[]), people.name_counts(), people.decided(bigint[]), people.households_numbered(text, text[]) from public;
grant execute on function people.alike(bigint[]), people.name_counts(), people.decided(bigint[]), people.households_numbered(text, text[]) to guanjia_app;
