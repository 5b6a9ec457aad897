create schema assessments;
grant usage on schema assessments to guanjia_app;

-- How able a person is (GB/T 42195-2022), as two assessors found it. Once both have signed the same it counts and does not change any more:
-- it is taken back, or corrected by a new one.
create table assessments.assessment (
  town         text        not null,
  id           bigint      generated always as identity,
  person_id    bigint      not null, -- the person today
  recorded_for bigint      not null, -- the record it was made for; another one where records were merged since
  version      int         not null default 1,
  state        text        not null check (state in ('OPEN', 'COUNTS', 'CORRECTED', 'WITHDRAWN', 'DISCARDED')),
  reason       text        not null check (reason in ('FIRST', 'REGULAR', 'CHANGED', 'DISPUTED', 'CORRECTION', 'IMPORTED')),
  place        text        not null check (place in ('HOME', 'INSTITUTION', 'HOSPITAL', 'STATION', 'UNKNOWN')),
  assessed_on  date        not null,
  score        smallint    check (score between 0 and 90), -- null: an older result of which only the level is known
  level        smallint    check (level between 0 and 4),
  review_on    date,
  corrects     bigint,
  assessors    text        check (length(assessors) <= 200), -- of an older result: who made it, as the list names them
  source       text        check (length(source) between 1 and 100),
  import_id    bigint,
  begun_at     timestamptz not null,
  begun_by     text        not null,
  counts_since timestamptz,
  void_since   timestamptz, -- when it was corrected or taken back: until then it counted
  primary key (town, id),
  foreign key (town, corrects) references assessments.assessment (town, id),
  check ((state in ('OPEN', 'DISCARDED')) = (counts_since is null)),
  check (counts_since is null or level is not null),
  check ((state in ('CORRECTED', 'WITHDRAWN')) = (void_since is not null)),
  check (review_on is null or review_on > assessed_on)
);
-- One at a time is being made.
create unique index assessment_open on assessments.assessment (town, person_id) where state = 'OPEN';
create index assessment_of_person on assessments.assessment (town, person_id, assessed_on, id);
create index assessment_level on assessments.assessment (town, person_id, assessed_on, id) include (level) where state = 'COUNTS';
create index assessment_review on assessments.assessment (town, review_on, id) where state = 'COUNTS';
create index assessment_latest on assessments.assessment (town, assessed_on, id);
-- A list brought twice brings each result once.
create unique index assessment_imported on assessments.assessment (town, person_id, assessed_on, level) where state = 'COUNTS' and reason = 'IMPORTED';

-- What one assessor found. Both sign the same, each on a sheet of their own.
create table assessments.sheet (
  town          text        not null,
  assessment_id bigint      not null,
  assessor      text        not null,
  version       int         not null default 1,
  scores        smallint[]  not null, -- in the order of the items; -1: not filled in
  coma          boolean     not null,
  dementia      boolean     not null,
  mental        boolean     not null,
  risk_events   smallint    not null check (risk_events between 0 and 99),
  words         bytea,      -- encrypted
  saved_at      timestamptz not null,
  signed_at     timestamptz,
  primary key (town, assessment_id, assessor),
  foreign key (town, assessment_id) references assessments.assessment (town, id),
  check (cardinality(scores) between 1 and 99)
);

create table assessments.history (
  town          text        not null,
  id            bigint      generated always as identity,
  assessment_id bigint      not null,
  at            timestamptz not null,
  actor         text        not null,
  move          text        not null,
  from_state    text,
  to_state      text        not null,
  reason        text        check (length(reason) <= 500),
  primary key (town, id),
  foreign key (town, assessment_id) references assessments.assessment (town, id)
);
create index history_of_assessment on assessments.history (town, assessment_id, id);

-- Whoever sees the person sees it.
alter table assessments.assessment enable row level security;
create policy scope on assessments.assessment
  using (town = (select current_setting('guanjia.town', true))
         and ((select current_setting('guanjia.areas', true)) = '*'
              or exists (select from people.person p where p.town = assessment.town and p.id = assessment.person_id)));

do $$
declare child text;
begin
  foreach child in array array['sheet', 'history'] loop
    execute format('alter table assessments.%I enable row level security', child);
    execute format($policy$
      create policy scope on assessments.%I
        using (town = (select current_setting('guanjia.town', true))
               and ((select current_setting('guanjia.areas', true)) = '*'
                    or exists (select from assessments.assessment a where a.town = %I.town and a.id = %I.assessment_id)))$policy$, child, child, child);
  end loop;
end $$;

grant select, insert, update on assessments.assessment, assessments.sheet to guanjia_app;
grant select, insert on assessments.history to guanjia_app;
