-- As before, with the persons fetched in the order of their numbers: those of one page of the table, and of its index, one after the other.
create or replace function people.alike(keys bigint[])
  returns table (id bigint, met bigint[], name text, sex text, birth date, village text, document_index bytea, document_tail bigint, phone_keys bigint[], seen boolean)
  language sql stable security definer set search_path = people, pg_temp set work_mem = '64MB'
  as $$
    with hit as (
      select k.key, l.person_id, count(*) over (partition by k.key) as sharers
      from unnest(keys) k (key)
      cross join lateral (
        select x.person_id from lookup x where x.key = k.key limit 51) l),
    likely as (select hit.person_id, array_agg(hit.key) as met from hit where hit.sharers <= 50 group by hit.person_id order by hit.person_id)
    select p.id, likely.met, p.name, p.sex, p.birth, p.village, p.document_index, p.document_tail, p.phone_keys,
           current_setting('guanjia.areas', true) = '*'
             or coalesce(p.village = any (string_to_array(current_setting('guanjia.areas', true), ',')), false)
             or coalesce(p.grid = any (string_to_array(current_setting('guanjia.areas', true), ',')), false)
    from likely
    -- "offset 0" keeps it a look-up for each of them.
    cross join lateral (
      select * from person x where x.town = current_setting('guanjia.town', true) and x.id = likely.person_id and x.root = x.id and not x.erased offset 0) p
  $$;
