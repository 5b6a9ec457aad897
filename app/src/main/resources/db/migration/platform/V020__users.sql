-- Members of staff. The name they log in by is one over all towns of the installation.
create table platform.app_user (
  town                text        not null,
  id                  uuid        not null default gen_random_uuid(),
  username            text        not null check (username = lower(username) and length(username) between 2 and 60),
  name                text        not null check (length(name) between 1 and 60),
  role                text        not null,
  areas               text[]      not null default '{}',  -- villages or grids; empty for the whole town
  department          text,
  all_towns           boolean     not null default false, -- an administrator who may switch towns
  email               text        check (email = lower(email)),
  oidc_subject        text,
  password_hash       text,                               -- none until the invitation is accepted
  password_changed_at timestamptz,
  totp_secret         bytea,                              -- encrypted
  totp_pending        bytea,                              -- encrypted, shown as QR and not yet confirmed
  totp_last_step      bigint      not null default 0,     -- a code works once
  enabled             boolean     not null default true,
  created_at          timestamptz not null,
  last_log_in_at      timestamptz,
  version             int         not null default 0,
  primary key (town, id),
  unique (id)
);
create unique index app_user_username on platform.app_user (username);
create unique index app_user_email on platform.app_user (email);
create unique index app_user_oidc_subject on platform.app_user (oidc_subject);
create index app_user_list on platform.app_user (town, username);

create table platform.recovery_code (
  town    text        not null,
  user_id uuid        not null,
  hash    bytea       not null,
  used_at timestamptz,
  primary key (town, user_id, hash),
  foreign key (town, user_id) references platform.app_user
);

-- A link that works once: to accept an invitation, to set a new password, to become the first administrator.
create table platform.one_time_link (
  town       text        not null,
  id         uuid        not null default gen_random_uuid(),
  token_hash bytea       not null unique,
  purpose    text        not null check (purpose in ('INVITATION', 'NEW_PASSWORD', 'FIRST_ADMINISTRATOR')),
  user_id    uuid,
  created_by text        not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at    timestamptz,
  primary key (town, id),
  foreign key (town, user_id) references platform.app_user
);
create index one_time_link_user on platform.one_time_link (town, user_id);

-- A browser, and the network it stood in, from which this user has logged in before.
create table platform.known_device (
  town         text        not null,
  user_id      uuid        not null,
  token_hash   bytea       not null,
  network      text        not null,
  last_used_at timestamptz not null,
  primary key (town, user_id, token_hash),
  foreign key (town, user_id) references platform.app_user
);

-- Attempts counted within a window; the key is a digest of what is counted.
create table platform.attempt (
  key        bytea       not null primary key,
  attempts   int         not null,
  ends_at    timestamptz not null
);
create index attempt_ends on platform.attempt (ends_at);

-- Keys by which other systems call the API.
create table platform.api_token (
  town         text        not null,
  id           uuid        not null default gen_random_uuid(),
  name         text        not null check (length(name) between 1 and 60),
  token_hash   bytea       not null unique,
  permissions  text[]      not null,
  created_by   text        not null,
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  last_used_at timestamptz,
  revoked_at   timestamptz,
  primary key (town, id)
);

grant select, insert, update on platform.app_user, platform.one_time_link, platform.api_token to guanjia_app;
grant select, insert, update, delete on platform.recovery_code, platform.known_device, platform.attempt to guanjia_app;

-- "*" is the installation itself: before a log-in no town is known yet. No address and no form can set it.
do $$
declare t text;
begin
  foreach t in array array['app_user', 'recovery_code', 'one_time_link', 'known_device', 'api_token'] loop
    execute format('alter table platform.%I enable row level security', t);
    execute format('create policy town on platform.%I using (current_setting(''guanjia.town'', true) in (town, ''*''))', t);
  end loop;
end $$;
