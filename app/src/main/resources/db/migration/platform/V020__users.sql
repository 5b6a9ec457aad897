create table platform.app_user (
  id            uuid        not null primary key default gen_random_uuid(),
  town          text        not null,
  username      text        not null unique,
  name          text        not null,
  role          text        not null,
  areas         text[]      not null default '{}',
  department    text,
  password_hash text        not null,
  enabled       boolean     not null default true,
  created_at    timestamptz not null
);
grant select, insert, update, delete on platform.app_user to guanjia_app;
