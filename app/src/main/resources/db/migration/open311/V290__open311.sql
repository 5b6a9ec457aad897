-- The door for other systems by Open311 GeoReport v2. Requests themselves are in requests; here is what only this door knows.
create schema open311;
grant usage on schema open311 to guanjia_app;

-- What the town asks beside the category: a service that is not offered is neither listed nor taken.
create table open311.service (
  town       text        not null,
  service    text        not null,  -- code of the category
  offered    boolean     not null,
  attributes jsonb       not null,
  version    int         not null,
  changed_at timestamptz not null,
  primary key (town, service)
);

-- How many requests a key may bring in a minute; the key itself is a token of the platform.
create table open311.key_limit (
  town             text not null,
  token            uuid not null,
  posts_per_minute int  not null check (posts_per_minute between 1 and 6000),
  primary key (town, token)
);

-- What a system brought: under its own key for it, or one of ours, so that it is done once.
create table open311.submission (
  town               text        not null,
  system             text        not null,
  external_id        text        not null check (length(external_id) between 1 and 100),
  request_code       text        not null,
  content_hash       bytea       not null,
  description_length int         not null,  -- the beginning of the request's words, without what we added
  media_url          text        check (length(media_url) <= 2000),
  received_at        timestamptz not null,
  primary key (town, system, external_id)
);
create index submission_content on open311.submission (town, system, content_hash, received_at);
create index submission_request on open311.submission (town, request_code);

do $$
declare t text;
begin
  foreach t in array array['service', 'key_limit', 'submission'] loop
    execute format('alter table open311.%I enable row level security', t);
    execute format('create policy town on open311.%I using (town = (select current_setting(''guanjia.town'', true)))', t);
  end loop;
end $$;
grant select, insert, update on open311.service to guanjia_app;
grant select, insert on open311.key_limit, open311.submission to guanjia_app;
