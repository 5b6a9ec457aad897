-- What is known of each stored picture or PDF; the bytes lie in the data folder under town and sha256.
create table platform.file (
  town        text        not null,
  id          uuid        not null,
  sha256      text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
  type        text        not null check (type in ('image/jpeg', 'image/png', 'application/pdf')),
  name        text        not null,
  size        bigint      not null,
  width       int,
  height      int,
  taken_at    timestamptz,
  latitude    double precision,
  longitude   double precision,
  uploaded_by text        not null,
  uploaded_at timestamptz not null,
  -- who keeps it, such as "request:CS26-000123"; null while it waits for the form it was chosen in
  owner       text,
  primary key (town, id)
);
create index on platform.file (town, sha256);
create index on platform.file (town, owner);
create index on platform.file (town, uploaded_at) where owner is null;
alter table platform.file enable row level security;
create policy town on platform.file using (town = current_setting('guanjia.town', true));
grant select, insert, update, delete on platform.file to guanjia_app;
