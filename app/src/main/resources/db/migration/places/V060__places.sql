-- Towns and what lies in them. A name is no key: two more towns in China are called Chashan, and villages repeat everywhere.
create table places.town (
  town              text    not null primary key,
  name_zh           text    not null,
  name_en           text    not null,
  zone              text    not null,
  population        integer,
  population_on     date,
  population_source text,
  constraint population_has_a_source check (population is null or population >= 0 and population_on is not null and population_source is not null)
);

create table places.village (
  town              text    not null references places.town,
  code              text    not null,
  kind              text    not null check (kind in ('VILLAGE', 'COMMUNITY', 'WARD')),
  name_zh           text    not null,
  name_en           text    not null,
  variants          text[]  not null default '{}',
  urban_rural_class text,
  retired           boolean not null default false,
  primary key (town, code),
  check (length(code) between 1 and 20 and length(name_zh) between 1 and 60 and length(name_en) between 1 and 100)
);

create table places.village_group (
  town     text    not null,
  code     text    not null,
  village  text    not null,
  name_zh  text    not null,
  name_en  text    not null,
  variants text[]  not null default '{}',
  retired  boolean not null default false,
  primary key (town, code),
  foreign key (town, village) references places.village,
  check (length(code) between 1 and 20 and length(name_zh) between 1 and 60 and length(name_en) between 1 and 100)
);
create index on places.village_group (town, village, code);

create table places.grid (
  town     text    not null,
  code     text    not null,
  village  text    not null,
  name_zh  text    not null,
  name_en  text    not null,
  variants text[]  not null default '{}',
  retired  boolean not null default false,
  primary key (town, code),
  foreign key (town, village) references places.village,
  check (length(code) between 1 and 20 and length(name_zh) between 1 and 60 and length(name_en) between 1 and 100)
);
create index on places.grid (town, village, code);

do $$
declare t text;
begin
  foreach t in array array['town', 'village', 'village_group', 'grid'] loop
    execute format('alter table places.%I enable row level security', t);
    execute format('create policy of_town on places.%I using (town = current_setting(''guanjia.town'', true))', t);
    execute format('grant select, insert, update on places.%I to guanjia_app', t);
  end loop;
end $$;
