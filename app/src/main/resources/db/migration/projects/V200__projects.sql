create schema projects;
grant usage on schema projects to guanjia_app;

create sequence projects.project_id increment by 100; -- taken in blocks (platform.database.Ids)

-- The library of a year: the number last given, and the version of its scoring sheet.
create table projects.library (
  town          text     not null,
  year          smallint not null check (year between 2000 and 2099),
  last_number   int      not null default 0,
  sheet_version int      not null default 1,
  primary key (town, year)
);

create table projects.project (
  town         text        not null,
  id           bigint      not null,
  code         text        not null,
  version      int         not null default 1,
  state        text        not null check (state in ('PROPOSED', 'SURVEYED', 'BEFORE_MEETING', 'APPROVED', 'DEFERRED', 'REFUSED', 'UNDER_WAY',
                                                     'ACCEPTED', 'CLOSED', 'WITHDRAWN')),
  year         smallint    not null check (year between 2000 and 2099),
  carried_from smallint,
  kind         text        not null check (kind in ('WORKS', 'SERVICE', 'WISH')),
  title        text        not null check (length(title) <= 100),
  village      text        not null,
  place        text        check (length(place) <= 300),
  need         text        not null check (length(need) <= 4000),
  benefiting   int         not null check (benefiting between 1 and 10000000),
  estimate_fen bigint      not null check (estimate_fen between 0 and 100000000000000),
  departments  text[]      not null default '{}',
  builder      text        check (length(builder) <= 100),
  responsible  text,
  approved_fen bigint      check (approved_fen between 0 and 100000000000000),
  result       text        check (length(result) <= 4000),
  proposed_by  text        not null,
  proposed_at  timestamptz not null,
  decided_at   timestamptz,
  started_on   date,
  accepted_at  timestamptz,
  closed_at    timestamptz,
  source       text,       -- the list it was imported from, with its number there
  external_id  text,
  primary key (town, id),
  unique (town, code)
);
create index project_library on projects.project (town, year, id);
create index project_village on projects.project (town, village, id);
create index project_state on projects.project (town, state, id);
create unique index project_external on projects.project (town, source, external_id) where external_id is not null;

-- The requests that a project came from; requests know nothing of it. One that was told of the end is told once.
create table projects.origin (
  town         text        not null,
  project_id   bigint      not null,
  request_code text        not null,
  added_by     text        not null,
  added_at     timestamptz not null,
  answer       text        check (length(answer) <= 8000), -- what its reporters are to be told, once the project has ended
  told_at      timestamptz,
  primary key (town, project_id, request_code),
  foreign key (town, project_id) references projects.project (town, id)
);
create index origin_request on projects.origin (town, request_code);
create index origin_untold on projects.origin (town, project_id) where answer is not null and told_at is null;

create table projects.history (
  town       text        not null,
  id         bigint      generated always as identity,
  project_id bigint      not null,
  at         timestamptz not null,
  actor      text        not null,
  move       text        not null,
  from_state text,
  to_state   text        not null,
  reason     text        check (length(reason) <= 4000),
  details    jsonb,
  primary key (town, id),
  foreign key (town, project_id) references projects.project (town, id)
);
create index history_of_project on projects.history (town, project_id, id);

create table projects.survey (
  town        text        not null,
  id          bigint      generated always as identity,
  project_id  bigint      not null,
  surveyed_on date        not null,
  surveyor    text        not null,
  findings    text        not null check (length(findings) <= 4000),
  asked       int         not null check (asked between 0 and 10000000),
  in_favour   int         not null check (in_favour >= 0),
  primary key (town, id),
  foreign key (town, project_id) references projects.project (town, id),
  check (in_favour <= asked)
);
create index survey_of_project on projects.survey (town, project_id, id);

-- What departments think of it; asked once, answered by an officer of the department.
create table projects.view (
  town        text        not null,
  project_id  bigint      not null,
  department  text        not null,
  asked_by    text        not null,
  asked_at    timestamptz not null,
  opinion     text        check (opinion in ('SUPPORT', 'CONDITIONS', 'AGAINST')),
  text        text        check (length(text) <= 4000),
  answered_by text,
  answered_at timestamptz,
  primary key (town, project_id, department),
  foreign key (town, project_id) references projects.project (town, id)
);
create index view_of_department on projects.view (town, department, project_id) where opinion is null;

-- The scoring sheet of a year; weights are whole per cent and make 100 together.
create table projects.criterion (
  town       text     not null,
  id         bigint   generated always as identity,
  year       smallint not null,
  name       text     not null check (length(name) <= 100),
  weight     smallint not null check (weight between 1 and 100),
  points_max smallint not null check (points_max between 1 and 100),
  sort       smallint not null,
  primary key (town, id)
);
create index criterion_of_year on projects.criterion (town, year, sort);

create table projects.score (
  town         text        not null,
  project_id   bigint      not null,
  scorer       text        not null,
  criterion_id bigint      not null,
  points       smallint    not null check (points between 0 and 100),
  scored_at    timestamptz not null,
  primary key (town, project_id, scorer, criterion_id),
  foreign key (town, project_id) references projects.project (town, id),
  foreign key (town, criterion_id) references projects.criterion (town, id)
);
create index score_of_criterion on projects.score (town, criterion_id);

-- What each purse gives: as approved, as it stands after change orders, and how much of it is paid.
create table projects.budget (
  town         text   not null,
  project_id   bigint not null,
  source       text   not null check (source in ('CITY', 'TOWN', 'VILLAGE', 'SOCIETY')),
  approved_fen bigint not null check (approved_fen >= 0),
  fen          bigint not null check (fen >= 0),
  paid_fen     bigint not null default 0 check (paid_fen >= 0 and paid_fen <= fen),
  primary key (town, project_id, source),
  foreign key (town, project_id) references projects.project (town, id)
);

create table projects.change_order (
  town        text        not null,
  id          bigint      generated always as identity,
  project_id  bigint      not null,
  reason      text        not null check (length(reason) <= 4000),
  proposed_by text        not null,
  proposed_at timestamptz not null,
  decided_by  text,
  decided_at  timestamptz,
  approved    boolean,
  note        text        check (length(note) <= 4000),
  primary key (town, id),
  foreign key (town, project_id) references projects.project (town, id),
  check (decided_by is null or decided_by <> proposed_by)
);
create index change_order_of_project on projects.change_order (town, project_id, id);
create unique index change_order_open on projects.change_order (town, project_id) where decided_at is null;

create table projects.change_line (
  town      text   not null,
  change_id bigint not null,
  source    text   not null check (source in ('CITY', 'TOWN', 'VILLAGE', 'SOCIETY')),
  fen       bigint not null check (fen <> 0),
  primary key (town, change_id, source),
  foreign key (town, change_id) references projects.change_order (town, id)
);

create table projects.milestone (
  town       text     not null,
  id         bigint   generated always as identity,
  project_id bigint   not null,
  sort       smallint not null,
  title      text     not null check (length(title) <= 100),
  planned_on date     not null,
  done_on    date,
  primary key (town, id),
  unique (town, project_id, id),
  foreign key (town, project_id) references projects.project (town, id)
);

create table projects.payment (
  town         text        not null,
  id           bigint      generated always as identity,
  project_id   bigint      not null,
  milestone_id bigint,
  paid_on      date        not null,
  payee        text        not null check (length(payee) <= 100),
  source       text        not null,
  fen          bigint      not null check (fen > 0),
  note         text        check (length(note) <= 1000),
  recorded_by  text        not null,
  recorded_at  timestamptz not null,
  primary key (town, id),
  foreign key (town, project_id, source) references projects.budget (town, project_id, source),
  foreign key (town, project_id, milestone_id) references projects.milestone (town, project_id, id)
);
create index payment_of_project on projects.payment (town, project_id, id);

-- A picture has one place: a survey, or one slot of one milestone. It never moves.
create table projects.photo (
  town         text        not null,
  file_id      uuid        not null,
  project_id   bigint      not null,
  survey_id    bigint,
  milestone_id bigint,
  slot         text        not null check (slot in ('SURVEY', 'BEFORE', 'DURING', 'AFTER')),
  caption      text        check (length(caption) <= 200),
  added_by     text        not null,
  added_at     timestamptz not null,
  primary key (town, file_id),
  foreign key (town, project_id) references projects.project (town, id),
  foreign key (town, survey_id) references projects.survey (town, id),
  foreign key (town, project_id, milestone_id) references projects.milestone (town, project_id, id),
  check ((slot = 'SURVEY') = (survey_id is not null) and (slot = 'SURVEY') = (milestone_id is null))
);
create index photo_of_project on projects.photo (town, project_id, added_at);

create table projects.acceptance (
  town         text        not null,
  id           bigint      generated always as identity,
  project_id   bigint      not null,
  inspected_by text        not null,
  inspected_at timestamptz not null,
  accepted     boolean     not null,
  text         text        not null check (length(text) <= 4000),
  primary key (town, id),
  foreign key (town, project_id) references projects.project (town, id)
);
create index acceptance_of_project on projects.acceptance (town, project_id, id);

grant select, insert, update, delete on all tables in schema projects to guanjia_app;
revoke update, delete on projects.history, projects.payment, projects.photo, projects.acceptance from guanjia_app;
grant usage, select on all sequences in schema projects to guanjia_app;

-- Row-level security: the town always; the village, or the departments that were asked or build, for whoever is limited to one.
create function projects.in_scope(village text, departments text[], responsible text) returns boolean language sql stable parallel safe as $$
  select village = any (string_to_array(current_setting('guanjia.areas', true), ','))
      or current_setting('guanjia.department', true) = any (departments)
      or responsible = current_setting('guanjia.user', true)
$$;

alter table projects.project enable row level security;
create policy scope on projects.project
  using (town = (select current_setting('guanjia.town', true))
         and ((select current_setting('guanjia.areas', true)) = '*' or projects.in_scope(village, departments, responsible)))
  with check (town = (select current_setting('guanjia.town', true)));

do $$
declare child text;
begin
  foreach child in array array['origin', 'history', 'survey', 'view', 'score', 'budget', 'change_order', 'milestone', 'payment', 'photo', 'acceptance'] loop
    execute format('alter table projects.%I enable row level security', child);
    execute format($policy$
      create policy scope on projects.%I
        using (town = (select current_setting('guanjia.town', true))
               and ((select current_setting('guanjia.areas', true)) = '*'
                    or exists (select from projects.project p where p.town = %I.town and p.id = %I.project_id)))
        with check (town = (select current_setting('guanjia.town', true)))$policy$, child, child, child);
  end loop;
  foreach child in array array['library', 'criterion'] loop
    execute format('alter table projects.%I enable row level security', child);
    execute format($policy$
      create policy scope on projects.%I using (town = (select current_setting('guanjia.town', true)))$policy$, child);
  end loop;
end $$;

alter table projects.change_line enable row level security;
create policy scope on projects.change_line
  using (town = (select current_setting('guanjia.town', true))
         and exists (select from projects.change_order c where c.town = change_line.town and c.id = change_line.change_id))
  with check (town = (select current_setting('guanjia.town', true)));
