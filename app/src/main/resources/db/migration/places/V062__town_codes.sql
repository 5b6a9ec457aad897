-- Work that goes on by itself (escalation, reminders) asks which towns there are; it then works for one after the other.
create function places.town_codes() returns setof text language sql stable security definer
  set search_path = pg_catalog as $$ select town from places.town order by town $$;
revoke all on function places.town_codes() from public;
grant execute on function places.town_codes() to guanjia_app;
