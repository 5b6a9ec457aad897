-- Numbers are taken in blocks of 100 (platform.database.Ids); one sequence for all towns keeps receipt codes unique.
create sequence requests.request_id increment by 100;

create table requests.department (
  town   text    not null,
  code   text    not null,
  name   text    not null,
  phone  text,
  active boolean not null default true,
  primary key (town, code)
);

create table requests.category (
  town       text     not null,
  code       text     not null,
  parent     text,
  name       text     not null,
  name_en    text,
  department text,
  due_within_working_days smallint not null default 5 check (due_within_working_days between 1 and 250),
  examples   text,
  sort       int      not null default 0,
  active     boolean  not null default true,
  primary key (town, code)
);

create table requests.request (
  town             text        not null,
  id               bigint      not null,
  code             text        not null,
  secret_version   smallint    not null default 1,
  version          int         not null default 1,
  state            text        not null,
  outcome          text,
  channel          text        not null,
  category         text,
  title            text        not null check (length(title) <= 200),
  words            text        not null check (length(words) <= 20000),
  village          text,
  village_group    text,
  grid             text,
  address          text        check (length(address) <= 500),
  latitude         double precision check (latitude between -90 and 90),
  longitude        double precision check (longitude between -180 and 180),
  affected         text        check (length(affected) <= 500),
  affected_count   int         check (affected_count >= 0),
  anonymous        boolean     not null default false,
  on_behalf_of     text        check (length(on_behalf_of) <= 100),
  reporter_name    bytea,      -- encrypted
  reporter_phone   bytea,      -- encrypted
  phone_index      bytea,      -- blind index of the phone number
  external_system  text,
  external_id      text,
  drop_in_id       bigint,
  departments      text[]      not null default '{}',
  assignee         text,
  supervisor       text,
  received_at      timestamptz not null,
  recorded_by      text        not null,
  due_on           date        not null,
  extended         boolean     not null default false,
  clock_stopped_on date,
  escalation_level smallint    not null default 0,
  closed_at        timestamptz,
  merged_into      bigint,
  reopened         boolean     not null default false,
  rating           smallint    check (rating between 1 and 5),
  open             boolean     not null generated always as
                     (state in ('RECEIVED', 'TRIAGED', 'IN_DEPARTMENT', 'DONE', 'ANSWERED', 'UNDER_REVIEW')) stored,
  primary key (town, id),
  unique (town, code)
);
create unique index request_external on requests.request (town, external_system, external_id) where external_id is not null;
create index request_queue on requests.request (town, due_on, id) where open;
create index request_village_queue on requests.request (town, village, due_on, id) where open;
create index request_received on requests.request (town, received_at, id);
create index request_phone on requests.request (town, phone_index) where phone_index is not null;
create index request_merged on requests.request (town, merged_into) where merged_into is not null;
create index request_drop_in on requests.request (town, drop_in_id) where drop_in_id is not null;
create index request_code on requests.request (code);

-- What happened to a matter, in order; appended, never overwritten.
create table requests.history (
  town       text        not null,
  id         bigint      generated always as identity,
  request_id bigint      not null,
  at         timestamptz not null,
  actor      text        not null,
  move       text        not null,
  from_state text,
  to_state   text        not null,
  reason     text        check (length(reason) <= 4000),
  details    jsonb,
  primary key (town, id),
  foreign key (town, request_id) references requests.request (town, id)
);
create index history_of_request on requests.history (town, request_id, id);

-- Pictures and papers of a matter: what the reporter showed, what stood before and after the work.
create table requests.attachment (
  town       text        not null,
  request_id bigint      not null,
  file_id    uuid        not null,
  kind       text        not null check (kind in ('REPORTED', 'BEFORE', 'AFTER', 'PAPER')),
  added_at   timestamptz not null,
  added_by   text        not null,
  primary key (town, request_id, file_id),
  foreign key (town, request_id) references requests.request (town, id)
);

-- A matter in a department's hands; several departments may work on one, exactly one leads.
create table requests.handling (
  town        text        not null,
  request_id  bigint      not null,
  department  text        not null,
  lead        boolean     not null,
  state       text        not null check (state in ('OFFERED', 'ACCEPTED', 'REFUSED', 'DONE')),
  officer     text,
  offered_at  timestamptz not null,
  answered_at timestamptz,
  reason      text        check (length(reason) <= 4000),
  result      text        check (length(result) <= 20000),
  done_at     timestamptz,
  primary key (town, request_id, department),
  foreign key (town, request_id) references requests.request (town, id)
);
create unique index handling_lead on requests.handling (town, request_id) where lead and state <> 'REFUSED';
create index handling_of_department on requests.handling (town, department, state, request_id);

-- Questions to the reporter; the clock stands while one is open.
create table requests.question (
  town        text        not null,
  id          bigint      generated always as identity,
  request_id  bigint      not null,
  text        text        not null check (length(text) <= 4000),
  asked_by    text        not null,
  asked_at    timestamptz not null,
  answer      text        check (length(answer) <= 20000),
  answered_at timestamptz,
  primary key (town, id),
  foreign key (town, request_id) references requests.request (town, id)
);
create index question_of_request on requests.question (town, request_id, id);

-- What the reporter or staff added later.
create table requests.addition (
  town       text        not null,
  id         bigint      generated always as identity,
  request_id bigint      not null,
  text       text        not null check (length(text) <= 20000),
  internal   boolean     not null,
  added_by   text        not null,
  added_at   timestamptz not null,
  primary key (town, id),
  foreign key (town, request_id) references requests.request (town, id)
);
create index addition_of_request on requests.addition (town, request_id, id);

-- Answers: drafted by one, approved or returned by another; the last approved one is the answer.
create table requests.answer (
  town          text        not null,
  id            bigint      generated always as identity,
  request_id    bigint      not null,
  text          text        not null check (length(text) <= 20000),
  policy_id     bigint,
  drafted_by    text        not null,
  drafted_at    timestamptz not null,
  decided_by    text,
  decided_at    timestamptz,
  approved      boolean,
  return_reason text        check (length(return_reason) <= 4000),
  primary key (town, id),
  foreign key (town, request_id) references requests.request (town, id),
  check (approved is null or decided_by is not null)
);
create index answer_of_request on requests.answer (town, request_id, id);

-- Who has to be told the answer, how, and when it was done. One row for each reporter: the matter's own and those merged into it.
create table requests.telling (
  town        text        not null,
  answer_id   bigint      not null,
  request_id  bigint      not null,
  matter_id   bigint      not null,
  way         text        not null check (way in ('SMS', 'CALL', 'VISIT', 'PAGE', 'SYSTEM')),
  told_at     timestamptz,
  told_by     text,
  note        text        check (length(note) <= 4000),
  primary key (town, answer_id, request_id),
  foreign key (town, request_id) references requests.request (town, id)
);
create index telling_open on requests.telling (town, way, answer_id) where told_at is null;
create index telling_of_matter on requests.telling (town, matter_id);

-- Ratings by reporters; a dissatisfied one is reviewed by someone who neither handled nor approved.
create table requests.rating (
  town        text        not null,
  id          bigint      generated always as identity,
  request_id  bigint      not null,
  score       smallint    not null check (score between 1 and 5),
  comment     text        check (length(comment) <= 4000),
  rated_at    timestamptz not null,
  reviewed_by text,
  reviewed_at timestamptz,
  review      text        check (length(review) <= 4000),
  primary key (town, id),
  foreign key (town, request_id) references requests.request (town, id)
);
create index rating_of_request on requests.rating (town, request_id);

-- Merges of duplicates, kept so that they can be undone.
create table requests.merge (
  town        text        not null,
  request_id  bigint      not null,
  into_id     bigint      not null,
  from_state  text        not null,
  merged_by   text        not null,
  merged_at   timestamptz not null,
  primary key (town, request_id),
  foreign key (town, request_id) references requests.request (town, id),
  foreign key (town, into_id) references requests.request (town, id)
);

-- The existing policies: a wish is only for what none of them covers.
create table requests.policy (
  town            text    not null,
  id              bigint  generated always as identity,
  department      text    not null,
  title           text    not null check (length(title) <= 200),
  summary         text    not null check (length(summary) <= 8000),
  covers          text    check (length(covers) <= 2000),
  keywords        text    check (length(keywords) <= 1000),
  document_number text    check (length(document_number) <= 200),
  how_to_apply    text    check (length(how_to_apply) <= 4000),
  url             text    check (length(url) <= 500),
  active          boolean not null default true,
  version         int     not null default 1,
  primary key (town, id)
);

-- Leaders' drop-in days (领导干部驻点联系群众).
create table requests.drop_in (
  town    text not null,
  id      bigint generated always as identity,
  leader  text not null check (length(leader) <= 100),
  village text not null,
  held_on date not null,
  from_time time,
  place   text check (length(place) <= 300),
  note    text check (length(note) <= 4000),
  version int  not null default 1,
  primary key (town, id)
);
create index drop_in_days on requests.drop_in (town, held_on, id);

grant select, insert, update, delete on all tables in schema requests to guanjia_app;
revoke update, delete on requests.history from guanjia_app;
grant usage, select on all sequences in schema requests to guanjia_app;

-- Row-level security: the town always; the area or the department for whoever is limited to one.
create function requests.in_scope(village text, grid text, departments text[]) returns boolean language sql stable parallel safe as $$
  select current_setting('guanjia.areas', true) = '*'
      or village = any (string_to_array(current_setting('guanjia.areas', true), ','))
      or grid = any (string_to_array(current_setting('guanjia.areas', true), ','))
      or current_setting('guanjia.department', true) = any (departments)
$$;

alter table requests.request enable row level security;
create policy scope on requests.request
  using (town = (select current_setting('guanjia.town', true))
         and ((select current_setting('guanjia.areas', true)) = '*' or requests.in_scope(village, grid, departments)))
  with check (town = (select current_setting('guanjia.town', true)));

do $$
declare child text;
begin
  foreach child in array array['history', 'attachment', 'handling', 'question', 'addition', 'answer', 'telling', 'rating', 'merge'] loop
    execute format('alter table requests.%I enable row level security', child);
    execute format($policy$
      create policy scope on requests.%I
        using (town = (select current_setting('guanjia.town', true))
               and ((select current_setting('guanjia.areas', true)) = '*'
                    or exists (select from requests.request r where r.town = %I.town and r.id = %I.request_id)))
        with check (town = (select current_setting('guanjia.town', true)))$policy$, child, child, child);
  end loop;
  foreach child in array array['department', 'category', 'policy', 'drop_in'] loop
    execute format('alter table requests.%I enable row level security', child);
    execute format($policy$
      create policy scope on requests.%I using (town = (select current_setting('guanjia.town', true)))$policy$, child);
  end loop;
end $$;

-- A resident who follows a matter knows its code, not its town.
create function requests.town_of(receipt_code text) returns text language sql stable security definer
  set search_path = pg_catalog as $$ select town from requests.request where code = receipt_code $$;
revoke all on function requests.town_of(text) from public;
grant execute on function requests.town_of(text) to guanjia_app;
