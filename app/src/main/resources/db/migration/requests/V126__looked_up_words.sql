-- Requests that hold all of the grams. Only some are looked up: the list of a common gram is long to walk and leaves few requests out,
-- so the others are compared in the few requests that are left. "coalesce" keeps PostgreSQL from looking them up all the same.
drop function requests.wording_holding(int[], int);

create function requests.wording_holding(looked_up int[], wanted int[], most int)
returns table (request_id bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan
as $$
  select w.request_id
  from requests.wording w
  where w.town = (select current_setting('guanjia.town', true)) and w.grams @> looked_up and coalesce(w.grams @> wanted, false)
  limit most
$$;

revoke execute on function requests.wording_holding from public;
grant execute on function requests.wording_holding to guanjia_app;
