-- The words of each request as numbers (TextGrams), with where and when (Contexts). Apart from the request itself because its row is
-- rewritten by every change of state, and each rewriting would enter all of its words into the index again.
create table requests.wording (
  town        text        not null,
  request_id  bigint      not null,
  received_at timestamptz not null,
  grams       int[]       not null,
  primary key (town, request_id)
);
-- New words wait in a short list that each search reads through; the limit (kB) keeps that reading short.
create index wording_grams on requests.wording using gin (grams) with (fastupdate = on, gin_pending_list_limit = 256);

alter table requests.wording enable row level security;
create policy town on requests.wording using (town = (select current_setting('guanjia.town', true)));
grant select, insert, update, delete on requests.wording to guanjia_app;

-- PostgreSQL does not use an index on arrays beneath row-level security, because array operators are not leakproof and could see
-- rows of others first. These functions run as the owner, ask for the town themselves, and give away numbers of requests only:
-- what a viewer may see of them is decided when the requests themselves are read.

-- Requests that share a context and a content gram, the most recent first.
create function requests.wording_alike(contexts int[], contents int[], received_from timestamptz, received_until timestamptz, most int)
returns table (request_id bigint, grams int[])
language sql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan
as $$
  select w.request_id, w.grams
  from requests.wording w
  where w.town = (select current_setting('guanjia.town', true)) and w.grams && contexts and w.grams && contents and w.received_at between received_from and received_until
  order by w.received_at desc, w.request_id desc
  limit most
$$;

-- Requests that hold all of the grams; asked only for grams known to be rare, and bounded still.
create function requests.wording_holding(wanted int[], most int)
returns table (request_id bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan
as $$
  select w.request_id
  from requests.wording w
  where w.town = (select current_setting('guanjia.town', true)) and w.grams @> wanted
  limit most
$$;

revoke execute on function requests.wording_alike, requests.wording_holding from public;
grant execute on function requests.wording_alike, requests.wording_holding to guanjia_app;
