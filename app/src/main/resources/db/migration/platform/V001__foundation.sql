-- The role the application works as; it gets a log-in and a password when the application starts.
do $$ begin
  if not exists (select from pg_roles where rolname = 'guanjia_app') then create role guanjia_app; end if;
end $$;

create schema platform;
create schema places;
create schema requests;
grant usage on schema platform, places, requests to guanjia_app;

-- Answers of mutating calls by the client's key: sent twice, done once.
create table platform.idempotency (
  town       text        not null,
  actor      text        not null,
  key        text        not null,
  answer     text        not null,
  created_at timestamptz not null,
  primary key (town, actor, key)
);
create index on platform.idempotency (created_at);
grant select, insert, delete on platform.idempotency to guanjia_app;

-- Spring Modulith's event publication registry (its own DDL for PostgreSQL, in our schema).
create table platform.event_publication (
  id                     uuid        not null primary key,
  listener_id            text        not null,
  event_type             text        not null,
  serialized_event       text        not null,
  publication_date       timestamptz not null,
  completion_date        timestamptz,
  status                 text,
  completion_attempts    int,
  last_resubmission_date timestamptz
);
create index on platform.event_publication using hash (serialized_event);
create index on platform.event_publication (completion_date);
grant select, insert, update, delete on platform.event_publication to guanjia_app;
