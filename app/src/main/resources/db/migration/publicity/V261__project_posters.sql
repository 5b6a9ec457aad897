-- How often the code on a project's poster was read: a number of a day, and nothing of who read it.
create table publicity.project_visit (
  town           text   not null,
  publication_id bigint not null,
  village        text   not null,
  day            date   not null,
  visits         int    not null check (visits > 0),
  primary key (town, publication_id, village, day),
  foreign key (town, publication_id) references publicity.publication (town, id)
);
create index project_visit_days on publicity.project_visit (town, day);

alter table publicity.project_visit enable row level security;
create policy town on publicity.project_visit using (town = (select current_setting('guanjia.town', true)));
grant select, insert, update on publicity.project_visit to guanjia_app;
