create schema awards;
grant usage on schema awards to guanjia_app;

-- What a person is granted, or asks for: one programme, from a month on. Its life is the graph of AwardMove.
create table awards.award (
  town            text        not null,
  id              bigint      generated always as identity,
  person_id       bigint      not null, -- the person today
  recorded_for    bigint      not null, -- the record it was asked for; another one where records were merged since
  programme       text        not null check (programme ~ '^[a-z][a-z0-9-]{0,59}$'),
  origin          text        not null check (origin in ('PAPER', 'PHONE', 'VISIT', 'PROPOSED', 'IMPORTED')),
  state           text        not null
    check (state in ('PROPOSED', 'APPLIED', 'CHECKED', 'PUBLISHED', 'FIRST_APPROVED', 'IN_PAYMENT', 'SUSPENDED', 'ENDED', 'REFUSED', 'WITHDRAWN')),
  version         int         not null default 1,
  applied_on      date,
  from_month      date        not null check (extract(day from from_month) = 1),
  until_month     date        check (extract(day from until_month) = 1), -- the last month
  monthly_fen     bigint      check (monthly_fen between 0 and 100000000), -- as approved; what a month pays the determination says
  finding         text        check (finding in ('ENTITLED', 'NOT_ENTITLED', 'UNKNOWN')),
  missing         text[]      not null default '{}', -- facts that no office has stated, by their code
  papers_asked_on date,
  applicant       bytea,      -- encrypted: who asks for the person
  phone           bytea,      -- encrypted
  words           bytea,      -- encrypted
  checked_by      text,
  checked_at      timestamptz,
  published_from  date,
  published_until date,       -- the last day on which somebody may object
  first_approver  text,
  approved_by     text,
  approved_at     timestamptz,
  suspended_until date,       -- when to look again
  end_reason      text        check (end_reason in ('DIED', 'MOVED', 'REASSESSED', 'OWN_WISH', 'NOT_ENTITLED', 'DOUBLE', 'OTHER')),
  changed_at      timestamptz not null,
  recorded_at     timestamptz not null,
  recorded_by     text        not null,
  import_id       bigint,
  primary key (town, id),
  check (until_month is null or until_month >= from_month - interval '1 month'), -- a month before the first: nothing was ever due
  check ((state = 'ENDED') = (until_month is not null)),
  check ((published_from is null) = (published_until is null))
);
-- One of a programme at a time.
create unique index award_of_programme on awards.award (town, person_id, programme) where state not in ('ENDED', 'REFUSED', 'WITHDRAWN');
create index award_of_person on awards.award (town, person_id, programme, from_month);
create index award_queue on awards.award (town, state, changed_at, id);
create index award_latest on awards.award (town, changed_at, id);
create index award_paid on awards.award (town, programme, person_id, id) where state in ('IN_PAYMENT', 'SUSPENDED', 'ENDED');
create index award_published on awards.award (town, published_until, id) where state = 'PUBLISHED';
create index award_look_again on awards.award (town, suspended_until, id) where state = 'SUSPENDED';

-- Months in which nothing is paid though the award stands.
create table awards.suspension (
  town        text        not null,
  id          bigint      generated always as identity,
  award_id    bigint      not null,
  from_month  date        not null check (extract(day from from_month) = 1),
  until_month date        check (extract(day from until_month) = 1), -- the last such month; null while it lasts
  made_good   boolean     not null default false, -- the months are paid after all
  reason      text        not null check (length(reason) between 1 and 500),
  primary key (town, id),
  foreign key (town, award_id) references awards.award (town, id),
  check (until_month is null or until_month >= from_month - interval '1 month')
);
create unique index suspension_open on awards.suspension (town, award_id) where until_month is null;
create index suspension_of_award on awards.suspension (town, award_id, from_month);

create table awards.history (
  town       text        not null,
  id         bigint      generated always as identity,
  award_id   bigint      not null,
  at         timestamptz not null,
  actor      text        not null,
  move       text        not null,
  from_state text,
  to_state   text        not null,
  reason     text        check (length(reason) <= 1000),
  details    jsonb,
  primary key (town, id),
  foreign key (town, award_id) references awards.award (town, id)
);
create index history_of_award on awards.history (town, award_id, id);

-- Papers brought: a file, what it proves.
create table awards.evidence (
  town     text        not null,
  id       bigint      generated always as identity,
  award_id bigint      not null,
  file     uuid        not null,
  proves   text        check (length(proves) between 1 and 60), -- code of a fact
  note     text        check (length(note) <= 200),
  added_at timestamptz not null,
  added_by text        not null,
  primary key (town, id),
  foreign key (town, award_id) references awards.award (town, id)
);
create index evidence_of_award on awards.evidence (town, award_id, id);

-- What somebody says against a publication; answered before anything is approved.
create table awards.objection (
  town        text        not null,
  id          bigint      generated always as identity,
  award_id    bigint      not null,
  public      boolean     not null, -- came by the public form
  words       bytea       not null, -- encrypted
  objector    bytea,      -- encrypted
  phone       bytea,      -- encrypted
  received_at timestamptz not null,
  received_by text        not null,
  upheld      boolean,    -- null while not answered
  answer      bytea,      -- encrypted
  answered_at timestamptz,
  answered_by text,
  primary key (town, id),
  foreign key (town, award_id) references awards.award (town, id),
  check ((upheld is null) = (answered_at is null) and (upheld is null) = (answer is null))
);
create index objection_of_award on awards.objection (town, award_id, id);
create index objection_open on awards.objection (town, id) where upheld is null;

-- What the person says against a decision; decided by somebody who has not decided before.
create table awards.appeal (
  town       text        not null,
  id         bigint      generated always as identity,
  award_id   bigint      not null,
  against    text        not null check (against in ('REFUSED', 'SUSPENDED', 'ENDED')),
  words      bytea       not null, -- encrypted
  made_on    date        not null,
  due_on     date        not null,
  taken_at   timestamptz not null,
  taken_by   text        not null,
  granted    boolean,    -- null while not decided
  decision   bytea,      -- encrypted
  decided_at timestamptz,
  decided_by text,
  primary key (town, id),
  foreign key (town, award_id) references awards.award (town, id),
  check ((granted is null) = (decided_at is null) and (granted is null) = (decision is null))
);
create unique index appeal_open on awards.appeal (town, award_id) where granted is null;
create index appeal_of_award on awards.appeal (town, award_id, id);
create index appeal_due on awards.appeal (town, due_on, id) where granted is null;

-- Up to which monthly amount one signature is enough: of a role, or of one user, whose own line counts instead.
create table awards.approval_limit (
  town        text        not null,
  holder      text        not null check (length(holder) between 1 and 60), -- 'role:' and a role, or 'user:' and an id
  monthly_fen bigint      not null check (monthly_fen between 0 and 100000000),
  document    text        check (length(document) between 1 and 200), -- by which rule; null: 待核实
  changed_by  text        not null,
  changed_at  timestamptz not null,
  primary key (town, holder)
);

-- How an application of a programme goes.
create table awards.procedure (
  town             text        not null,
  programme        text        not null,
  publication_days smallint    not null check (publication_days between 0 and 60), -- working days; 0: it is not published
  document         text        check (length(document) between 1 and 200), -- by which rule; null: 待核实
  changed_by       text        not null,
  changed_at       timestamptz not null,
  primary key (town, programme)
);

-- What was done to many at once, so that whoever did it can take it back as one.
create table awards.round (
  town      text        not null,
  id        uuid        not null,
  deed      text        not null check (deed in ('CHECK', 'APPROVE')),
  parts     jsonb       not null,
  made_by   text        not null,
  made_at   timestamptz not null,
  undone_at timestamptz,
  primary key (town, id)
);
create index round_age on awards.round (town, made_at);

alter table awards.award enable row level security;
create policy scope on awards.award
  using (town = (select current_setting('guanjia.town', true))
         and ((select current_setting('guanjia.areas', true)) = '*'
              or exists (select from people.person p where p.town = award.town and p.id = award.person_id)));

do $$
declare child text;
begin
  foreach child in array array['suspension', 'history', 'evidence', 'objection', 'appeal'] loop
    execute format('alter table awards.%I enable row level security', child);
    execute format($policy$
      create policy scope on awards.%I
        using (town = (select current_setting('guanjia.town', true))
               and ((select current_setting('guanjia.areas', true)) = '*'
                    or exists (select from awards.award a where a.town = %I.town and a.id = %I.award_id)))$policy$, child, child, child);
  end loop;
  foreach child in array array['approval_limit', 'procedure', 'round'] loop
    execute format('alter table awards.%I enable row level security', child);
    execute format($policy$create policy of_town on awards.%I using (town = (select current_setting('guanjia.town', true)))$policy$, child);
  end loop;
end $$;

grant select, insert, update on awards.award, awards.objection, awards.appeal, awards.approval_limit, awards.procedure, awards.suspension to guanjia_app;
grant select, insert on awards.history to guanjia_app;
grant select, insert, delete on awards.evidence to guanjia_app;
grant select, insert, update, delete on awards.round to guanjia_app;
