-- Many matters given to one person at once, with who had them before, so that it can be undone as one.
create table requests.assignment (
  town      text        not null,
  id        uuid        not null,
  deed      text        not null check (deed in ('ASSIGN', 'SUPERVISE')),
  person    text        not null,
  parts     jsonb       not null,
  made_by   text        not null,
  made_at   timestamptz not null,
  undone_at timestamptz,
  primary key (town, id)
);
alter table requests.assignment enable row level security;
create policy scope on requests.assignment using (town = (select current_setting('guanjia.town', true)));
grant select, insert, update, delete on requests.assignment to guanjia_app;
