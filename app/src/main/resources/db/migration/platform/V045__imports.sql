-- A spreadsheet on its way in: uploaded, mapped, run, done. Its file is kept in pieces beside it, so that any copy of the application can
-- go on where another one stopped.
create table platform.spreadsheet_import (
  town         text        not null,
  id           bigint      not null generated always as identity,
  target       text        not null,
  source       text        not null check (length(source) <= 100),
  file_name    text        not null,
  file_bytes   bigint      not null,
  format       text        not null,
  charset      text,
  sheets       text[]      not null,
  sheet        integer     not null,
  heading_row  integer     not null,
  headings     text[]      not null,
  fields       text[]      not null,
  columns      integer[]   not null,
  date_order   text        not null,
  options      text[]      not null,
  whole        boolean     not null,
  state        text        not null check (state in ('UPLOADED', 'RUNNING', 'DONE', 'REFUSED', 'CANCELLED', 'FAILED')),
  position     integer     not null,
  rows_total   integer     not null,
  rows_read    integer     not null default 0,
  rows_taken   integer     not null default 0,
  rows_refused integer     not null default 0,
  rows_skipped integer     not null default 0,
  warnings     integer     not null default 0,
  cancel_asked boolean     not null default false,
  fault_key    text,
  fault_args   text[]      not null default '{}',
  user_id      text        not null,
  user_name    text        not null,
  areas        text[],
  department   text,
  created_at   timestamptz not null,
  started_at   timestamptz,
  finished_at  timestamptz,
  beat_at      timestamptz,
  file_removed boolean     not null default false,
  primary key (town, id),
  check (rows_read = rows_taken + rows_refused + rows_skipped),
  check (cardinality(fields) = cardinality(columns))
);
create index import_running on platform.spreadsheet_import (beat_at) where state = 'RUNNING';

create table platform.import_piece (
  town      text    not null,
  import_id bigint  not null,
  number    integer not null,
  bytes     bytea   not null,
  primary key (town, import_id, number),
  foreign key (town, import_id) references platform.spreadsheet_import on delete cascade
);
alter table platform.import_piece alter column bytes set storage external; -- workbooks are compressed already

-- What is wrong with which row: a key and its arguments, so that each reader gets it in their language.
create table platform.import_problem (
  town       text    not null,
  import_id  bigint  not null,
  row_number integer not null,
  number     integer not null,
  field      text,
  severity   text    not null check (severity in ('ERROR', 'WARNING', 'SKIPPED')),
  key        text    not null,
  args       text[]  not null,
  primary key (town, import_id, row_number, number),
  foreign key (town, import_id) references platform.spreadsheet_import on delete cascade
);

-- How a layout was mapped the last time, so that nobody has to do it twice.
create table platform.import_mapping (
  town       text        not null,
  target     text        not null,
  source     text        not null,
  layout     text        not null,
  fields     text[]      not null,
  columns    integer[]   not null,
  date_order text        not null,
  used_by    text        not null,
  used_at    timestamptz not null,
  primary key (town, target, source, layout)
);

do $$
declare t text;
begin
  foreach t in array array['spreadsheet_import', 'import_piece', 'import_problem', 'import_mapping'] loop
    execute format('alter table platform.%I enable row level security', t);
    execute format('create policy of_town on platform.%I using (town = (select current_setting(''guanjia.town'', true)))', t);
    execute format('grant select, insert, update, delete on platform.%I to guanjia_app', t);
  end loop;
end $$;

-- After a stop no request comes in to say of which town to go on: these two tell the number and the town of an import, and nothing else.
create function platform.imports_left(before timestamptz) returns table (town text, id bigint)
  language sql stable security definer set search_path = platform, pg_temp
  as $$ select i.town, i.id from platform.spreadsheet_import i where i.state = 'RUNNING' and i.beat_at < before order by i.beat_at limit 20 $$;
create function platform.import_files_older(before timestamptz) returns table (town text, id bigint)
  language sql stable security definer set search_path = platform, pg_temp
  as $$ select i.town, i.id from platform.spreadsheet_import i
        where not i.file_removed and i.state <> 'RUNNING' and i.created_at < before order by i.created_at limit 100 $$;
revoke all on function platform.imports_left(timestamptz), platform.import_files_older(timestamptz) from public;
grant execute on function platform.imports_left(timestamptz), platform.import_files_older(timestamptz) to guanjia_app;
