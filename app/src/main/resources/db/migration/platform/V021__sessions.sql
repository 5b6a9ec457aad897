-- Log-ins that are going on. The cookie's token is not kept, only its digest: who reads the table cannot log in.
create table platform.session (
  town         text        not null,
  id           uuid        not null default gen_random_uuid(),
  token_hash   bytea       not null unique,
  user_id      uuid        not null,
  acting_town  text,                 -- the town an administrator of all towns has switched to
  stage        text        not null check (stage in ('CODE', 'ENROL', 'FULL')),
  address      text        not null,
  device       text        not null,
  created_at   timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at   timestamptz not null,
  ended_at     timestamptz,
  kept_form    bytea,                -- encrypted: what was being typed when the session expired
  primary key (town, id),
  foreign key (town, user_id) references platform.app_user
);
create index session_of_user on platform.session (town, user_id, last_seen_at);
create index session_expiry on platform.session (expires_at);

grant select, insert, update, delete on platform.session to guanjia_app;
alter table platform.session enable row level security;
create policy town on platform.session using (current_setting('guanjia.town', true) in (town, '*'));
