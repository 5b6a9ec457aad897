-- Keys that close personal data, each wrapped by the key outside the database. The role by which the application works cannot read them:
-- the program comes here as the owner.
create table platform.data_key (
  town       text        not null,   -- '*' for what belongs to no town
  id         int         not null,   -- stands in each value closed with it
  kind       text        not null check (kind in ('FIELD', 'INDEX', 'MASTER')),
  version    int         not null check (version >= 0),
  suite      text        not null check (suite in ('AES_256_GCM', 'SM4_GCM')),
  wrapped    bytea       check (length(wrapped) >= 33),
  created_at timestamptz not null default now(),
  primary key (town, id),
  unique (id),
  unique (town, kind, version),
  -- null for the index of before there were data keys: it derives from the installation's first key
  check (wrapped is not null or (town = '*' and kind = 'INDEX' and version = 0))
);
alter table platform.data_key enable row level security;
create policy town on platform.data_key using (current_setting('guanjia.town', true) in (town, '*'));

-- Exchanges of all data keys; one that is not finished is gone on with.
create table platform.key_rotation (
  id          int         not null generated always as identity primary key,
  started_at  timestamptz not null default now(),
  finished_at timestamptz
);
create unique index one_rotation_at_a_time on platform.key_rotation ((true)) where finished_at is null;

-- An installation that was used before this version has fingerprints of that index.
insert into platform.data_key (town, id, kind, version, suite)
  select '*', 0, 'INDEX', 0, 'AES_256_GCM' where exists (select from platform.app_user);
