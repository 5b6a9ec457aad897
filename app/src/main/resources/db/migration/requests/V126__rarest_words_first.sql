-- The index intersects the lists of all grams it is asked for, and to walk the list of a word that a million requests hold costs more
-- than all the rest: it is asked for the rare ones alone, and what it finds is asked for the others in place.
drop function requests.wording_holding(int[], int);

-- Requests that hold all of the grams; rare are those of them to look up in the index. Bounded.
create function requests.wording_holding(rare int[], wanted int[], most int)
returns table (request_id bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan
as $$
  select w.request_id
  from requests.wording w
  where w.town = (select current_setting('guanjia.town', true)) and w.grams @> rare and (w.grams || '{}'::int[]) @> wanted
  limit most
$$;

revoke execute on function requests.wording_holding from public;
grant execute on function requests.wording_holding to guanjia_app;
