-- A year of the working-day calendar that a town entered itself; it replaces the year that came with the program.
create table platform.calendar_year (
  town         text        not null,
  year         int         not null check (year between 1949 and 2199),
  notice       text        not null,
  published_on date,
  address      text,
  entered_by   text        not null,
  entered_at   timestamptz not null,
  primary key (town, year)
);
create table platform.calendar_period (
  town  text not null,
  year  int  not null,
  first date not null,
  last  date not null,
  kind  text not null check (kind in ('HOLIDAY', 'WORKED')),
  name  text not null,
  primary key (town, year, first, kind),
  foreign key (town, year) references platform.calendar_year on delete cascade,
  check (last between first and first + 30)
);
alter table platform.calendar_year enable row level security;
alter table platform.calendar_period enable row level security;
create policy town on platform.calendar_year using (town = current_setting('guanjia.town', true));
create policy town on platform.calendar_period using (town = current_setting('guanjia.town', true));
grant select, insert, update, delete on platform.calendar_year, platform.calendar_period to guanjia_app;
