-- Evidence is a stored file, whose id is a UUID.
alter table people.membership drop column evidence_file;
alter table people.membership add column evidence_file uuid;
grant update (evidence_file) on people.membership to guanjia_app;

-- Two clerks at one household.
alter table people.household add column version int not null default 1;

-- A membership of a household that was written down wrong is taken back and stays to be read; one that ended says why.
alter table people.household_member add column ended_at timestamptz;
alter table people.household_member add column ended_by text;
alter table people.household_member add column end_reason text check (length(end_reason) <= 100);
alter table people.household_member add column retracted_at timestamptz;
alter table people.household_member add column retracted_by text;
grant update (ended_at, ended_by, end_reason, retracted_at, retracted_by) on people.household_member to guanjia_app;

-- The past is searched by pinyin too, as today is.
create index period_pinyin on people.period (town, pinyin, person_id);
