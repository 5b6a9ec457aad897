-- A cluster's transaction numbers begin anew when a dump is restored into another one; each cluster is an era.
create table platform.audit_era (
  era               int         not null primary key,
  system_identifier bigint      not null,
  started_at        timestamptz not null default now()
);
insert into platform.audit_era (era, system_identifier) select 1, system_identifier from pg_control_system();

create function platform.audit_current_era() returns int language sql stable parallel safe
  as 'select max(era) from platform.audit_era';

-- Each change and each reveal, written in the transaction it speaks of. No personal data stands in the details.
create table platform.audit_entry (
  town         text        not null,
  id           bigint      not null generated always as identity,
  era          int         not null default platform.audit_current_era(),
  tx           bigint      not null default (pg_current_xact_id()::text::bigint),
  at           timestamptz not null,
  actor        text        not null,
  action       text        not null,
  subject_type text        not null,
  subject_id   text        not null,
  details      jsonb       not null default '{}',
  primary key (town, at, id)
);
create index audit_entry_seal on platform.audit_entry (era, tx, id);
create index audit_entry_subject on platform.audit_entry (town, subject_type, subject_id, at, id);
create index audit_entry_actor on platform.audit_entry (town, actor, at, id);
create index audit_entry_action on platform.audit_entry (town, action, at, id);

-- Chained digests over the entries of finished transactions. Writers never wait for each other: the chain is made
-- after them, in the order (era, tx, id). "entries" holds for each entry its id (8 bytes) and SHA-256 (32 bytes).
create table platform.audit_seal (
  seq           bigint      not null primary key,
  era           int         not null,
  to_tx         bigint      not null,
  to_id         bigint      not null,
  entry_count   int         not null check (entry_count > 0),
  entries       bytea       not null check (length(entries) = 40 * entry_count),
  previous_hash bytea       not null,
  hash          bytea       not null,
  mac           bytea       not null,
  sealed_at     timestamptz not null
);

-- The application may add and read, never change: neither by right nor, should somebody grant it, by the triggers,
-- which stop the owner's slips too.
create function platform.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete or truncate on platform.audit_entry
  for each statement execute function platform.refuse_change();
create trigger append_only before update or delete or truncate on platform.audit_seal
  for each statement execute function platform.refuse_change();
create trigger append_only before update or delete or truncate on platform.audit_era
  for each statement execute function platform.refuse_change();

grant select, insert on platform.audit_era, platform.audit_seal to guanjia_app;
grant select on platform.audit_entry to guanjia_app;
-- Neither the number nor the transaction of an entry can be chosen by whoever writes it.
grant insert (town, at, actor, action, subject_type, subject_id, details) on platform.audit_entry to guanjia_app;

alter table platform.audit_entry enable row level security;
create policy town on platform.audit_entry
  using (current_setting('guanjia.town', true) in (town, '*'))
  with check (current_setting('guanjia.town', true) in (town, '*'));
