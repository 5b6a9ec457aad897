create schema visits;
grant usage on schema visits to guanjia_app;

-- Whom a grid worker takes along: their address and phones go to the phone, closed with a key of the session.
create table visits.round (
  town      text        not null,
  visitor   text        not null,
  person_id bigint      not null,
  added_at  timestamptz not null,
  primary key (town, visitor, person_id)
);

-- A home visit as it was, sent once however often the phone tries.
create table visits.visit (
  town         text        not null,
  id           bigint      generated always as identity,
  key          uuid        not null, -- the draft's on the phone
  person_id    bigint,     -- null: somebody whom the register does not know
  village      text,
  grid         text,
  visited_at   timestamptz not null,
  visitor      text        not null,
  met          text        not null check (met in ('PERSON', 'FAMILY', 'NEIGHBOUR', 'NOBODY')),
  condition    text        not null check (condition in ('WELL', 'CARE', 'URGENT', 'UNKNOWN')),
  words        bytea,      -- encrypted
  request_code text,
  changed      text[]      not null default '{}', -- attributes of the person that were found otherwise
  recorded_at  timestamptz not null,
  primary key (town, id),
  unique (town, key)
);
create index visit_of_person on visits.visit (town, person_id, visited_at);
create index visit_of_village on visits.visit (town, village, visited_at, id);
create index visit_latest on visits.visit (town, visited_at, id);

alter table visits.round enable row level security;
create policy own on visits.round
  using (town = (select current_setting('guanjia.town', true))
         and ((select current_setting('guanjia.areas', true)) = '*' or visitor = (select current_setting('guanjia.user', true))));

alter table visits.visit enable row level security;
create policy scope on visits.visit
  using (town = (select current_setting('guanjia.town', true))
         and ((select current_setting('guanjia.areas', true)) = '*'
              or visitor = (select current_setting('guanjia.user', true))
              or village = any ((select string_to_array(current_setting('guanjia.areas', true), ','))::text[])
              or grid = any ((select string_to_array(current_setting('guanjia.areas', true), ','))::text[])))
  with check (town = (select current_setting('guanjia.town', true)));

grant select, insert, delete on visits.round to guanjia_app;
grant select, insert on visits.visit to guanjia_app;
grant update (words) on visits.visit to guanjia_app; -- erased with the person
