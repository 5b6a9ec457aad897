-- Whoever takes a request down sees it, also when it is of another village: they hold the resident's receipt in their hands. A
-- system is every token of its name in the town, so that a renewed token goes on with what the one before brought.
create function requests.recorders() returns text[] language sql stable parallel safe set search_path = pg_catalog, pg_temp as $$
  select array(select 'token:' || twin.id
               from platform.api_token mine join platform.api_token twin on twin.town = mine.town and twin.name = mine.name
               where mine.town = current_setting('guanjia.town', true)
                 and mine.id::text = substr(current_setting('guanjia.user', true), 7)
                 and current_setting('guanjia.user', true) like 'token:%')
         || current_setting('guanjia.user', true)
$$;

alter policy scope on requests.request
  using (town = (select current_setting('guanjia.town', true))
         and ((select current_setting('guanjia.areas', true)) = '*'
              or requests.in_scope(village, grid, departments)
              or recorded_by = any ((select requests.recorders())::text[])));

create index request_recorded on requests.request (town, recorded_by, received_at) where recorded_by like 'token:%';
