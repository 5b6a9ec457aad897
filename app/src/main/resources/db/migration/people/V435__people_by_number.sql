-- PostgreSQL takes one person in two hundred to be its own root, and so read the whole table for each batch of rows. Those who share a key are few,
-- and are fetched one by one by their numbers, however many people the register has.
create or replace function people.alike(keys bigint[])
  returns table (id bigint, met bigint[], name text, sex text, birth date, village text, document_index bytea, document_tail bigint, phone_keys bigint[], seen boolean)
  language sql stable security definer set search_path = people, pg_temp
  as $$
    with hit as (
      select k.key, l.person_id, count(*) over (partition by k.key) as sharers
      from unnest(keys) k (key)
      cross join lateral (
        select x.person_id from lookup x where x.key = k.key limit 51) l),
    likely as (select hit.person_id, array_agg(hit.key) as met from hit where hit.sharers <= 50 group by hit.person_id)
    select p.id, likely.met, p.name, p.sex, p.birth, p.village, p.document_index, p.document_tail, p.phone_keys,
           current_setting('guanjia.areas', true) = '*'
             or coalesce(p.village = any (string_to_array(current_setting('guanjia.areas', true), ',')), false)
             or coalesce(p.grid = any (string_to_array(current_setting('guanjia.areas', true), ',')), false)
    from likely
    -- "offset 0" keeps it a look-up for each of them.
    cross join lateral (
      select * from person x where x.town = current_setting('guanjia.town', true) and x.id = likely.person_id and x.root = x.id and not x.erased offset 0) p
  $$;

-- Keys are by chance: each new one touches another page of their index, which had best be small enough to stay in memory. The keys of a town are made
-- under its own secret, so that key and person alone tell what a row needs to know; a person's own keys lie together.
alter table people.lookup drop constraint lookup_pkey, add primary key (town, person_id, key);
drop index people.lookup_of_person;
create index lookup_key on people.lookup (key, person_id);
-- A sample makes believe that many share a key; a few do.
alter table people.lookup alter column key set (n_distinct = -0.3);
