create schema meetings;
grant usage on schema meetings to guanjia_app;

-- The number last given to a meeting of a year.
create table meetings.year (
  town        text     not null,
  year        smallint not null check (year between 2000 and 2099),
  last_number int      not null default 0,
  primary key (town, year)
);

create table meetings.meeting (
  town        text        not null,
  id          bigint      generated always as identity,
  version     int         not null default 1,
  state       text        not null check (state in ('PLANNED', 'CONVENED', 'HELD', 'APPROVED', 'CALLED_OFF')),
  year        smallint    not null check (year between 2000 and 2099),
  number      int         not null check (number > 0),
  held_on     date        not null,
  from_time   time        not null,
  place       text        not null check (length(place) <= 300),
  chair       text        not null check (length(chair) <= 100),
  round       int         not null default 0, -- how often it was convened; members are told once each time
  summary     text        check (length(summary) <= 20000),
  written_by  text,
  written_at  timestamptz,
  approved_by text,
  approved_at timestamptz,
  created_by  text        not null,
  created_at  timestamptz not null,
  primary key (town, id),
  unique (town, year, number),
  check ((state = 'APPROVED') = (approved_by is not null) and approved_by <> written_by)
);
create index meeting_by_day on meetings.meeting (town, held_on desc, id desc);

-- Whoever is invited; the name is kept as it was, for the minutes do not change when an office is renamed.
create table meetings.member (
  town       text   not null,
  meeting_id bigint not null,
  id         bigint generated always as identity,
  kind       text   not null check (kind in ('DEPARTMENT', 'VILLAGE', 'USER')),
  code       text   not null,
  name       text   not null,
  attendance text   check (attendance in ('PRESENT', 'SUBSTITUTE', 'ABSENT')),
  who        text   check (length(who) <= 100),
  primary key (town, id),
  unique (town, meeting_id, kind, code),
  foreign key (town, meeting_id) references meetings.meeting (town, id),
  check (attendance <> 'SUBSTITUTE' or who is not null)
);
create index member_by_code on meetings.member (town, kind, code, meeting_id);

create table meetings.item (
  town       text     not null,
  meeting_id bigint   not null,
  id         bigint   generated always as identity,
  sort       smallint not null,
  kind       text     not null check (kind in ('PROJECT', 'REQUEST', 'FOLLOW_UP')),
  ref        text     not null, -- a project's or request's code, a follow-up's id
  title      text     not null,
  ruling     text     check (ruling in ('APPROVED', 'DEFERRED', 'REFUSED', 'HANDED_OVER', 'ANSWERED', 'PROPOSED', 'DONE', 'CONTINUED', 'LEFT_OVER', 'DROPPED')),
  text       text     check (length(text) <= 4000),
  details    jsonb,
  decided_by text,
  decided_at timestamptz,
  primary key (town, id),
  unique (town, meeting_id, kind, ref),
  foreign key (town, meeting_id) references meetings.meeting (town, id),
  check ((ruling is null) = (decided_by is null) and (ruling is null) = (decided_at is null))
);
-- A matter waits on one agenda at a time.
create unique index item_waiting on meetings.item (town, kind, ref) where ruling is null;
create index item_of_matter on meetings.item (town, kind, ref, id);

create table meetings.follow_up (
  town       text        not null,
  id         bigint      generated always as identity,
  version    int         not null default 1,
  meeting_id bigint      not null,
  item_id    bigint,
  text       text        not null check (length(text) <= 1000),
  owner_kind text        not null check (owner_kind in ('DEPARTMENT', 'VILLAGE', 'USER')),
  owner      text        not null,
  owner_name text        not null,
  first_due  date        not null, -- as the minutes have it
  due_on     date        not null, -- as a later meeting may have moved it
  created_by text        not null,
  created_at timestamptz not null,
  done_by    text,
  done_at    timestamptz,
  note       text        check (length(note) <= 1000),
  primary key (town, id),
  foreign key (town, meeting_id) references meetings.meeting (town, id),
  foreign key (town, item_id) references meetings.item (town, id),
  check ((done_at is null) = (done_by is null) and (done_at is null or note is not null))
);
create index follow_up_open on meetings.follow_up (town, due_on, id) where done_at is null;
create index follow_up_by_day on meetings.follow_up (town, due_on, id);
create index follow_up_of_meeting on meetings.follow_up (town, meeting_id, id);
create index follow_up_of_owner on meetings.follow_up (town, owner_kind, owner, due_on, id);

-- Requests that the desk lays before a meeting; requests know nothing of it.
create table meetings.mark (
  town         text        not null,
  id           bigint      generated always as identity,
  request_code text        not null,
  reason       text        not null check (length(reason) <= 4000),
  marked_by    text        not null,
  marked_at    timestamptz not null,
  settled_by   text,
  settled_at   timestamptz,
  primary key (town, id),
  check ((settled_at is null) = (settled_by is null))
);
create unique index mark_open on meetings.mark (town, request_code) where settled_at is null;

-- What is added to minutes after their approval; they themselves stay as they are.
create table meetings.addendum (
  town       text        not null,
  id         bigint      generated always as identity,
  meeting_id bigint      not null,
  text       text        not null check (length(text) <= 4000),
  added_by   text        not null,
  added_at   timestamptz not null,
  primary key (town, id),
  foreign key (town, meeting_id) references meetings.meeting (town, id)
);
create index addendum_of_meeting on meetings.addendum (town, meeting_id, id);

create table meetings.history (
  town       text        not null,
  id         bigint      generated always as identity,
  meeting_id bigint      not null,
  at         timestamptz not null,
  actor      text        not null,
  move       text        not null,
  from_state text,
  to_state   text        not null,
  reason     text        check (length(reason) <= 4000),
  details    jsonb,
  primary key (town, id),
  foreign key (town, meeting_id) references meetings.meeting (town, id)
);
create index history_of_meeting on meetings.history (town, meeting_id, id);

grant select, insert, update, delete on all tables in schema meetings to guanjia_app;
revoke update, delete on meetings.history, meetings.addendum from guanjia_app;
revoke delete on meetings.meeting, meetings.follow_up, meetings.mark from guanjia_app;
grant usage, select on all sequences in schema meetings to guanjia_app;

-- Approved minutes do not change, whoever tries.
create function meetings.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the minutes of this meeting are approved' using errcode = 'integrity_constraint_violation';
end $$;

create function meetings.approved(of_town text, of_meeting bigint) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from meetings.meeting m where m.town = of_town and m.id = of_meeting and m.state = 'APPROVED')
$$;

create trigger approved_stays before update or delete on meetings.meeting for each row when (old.state = 'APPROVED') execute function meetings.refuse_change();

create function meetings.refuse_change_of_part() returns trigger language plpgsql as $$
declare changed record;
begin
  if tg_op = 'DELETE' then changed := old; else changed := new; end if;
  if meetings.approved(changed.town, changed.meeting_id) then
    raise exception 'the minutes of this meeting are approved' using errcode = 'integrity_constraint_violation';
  end if;
  return changed;
end $$;
create trigger approved_stays before insert or update or delete on meetings.member for each row execute function meetings.refuse_change_of_part();
create trigger approved_stays before insert or update or delete on meetings.item for each row execute function meetings.refuse_change_of_part();

-- Row-level security: the town always. Whoever is limited to villages or a department reads the meetings they are invited to, once convened.
create function meetings.mine(kind text, code text) returns boolean language sql stable parallel safe as $$
  select case kind
    when 'DEPARTMENT' then code = nullif(current_setting('guanjia.department', true), '')
    when 'VILLAGE' then code = any (string_to_array(current_setting('guanjia.areas', true), ','))
    else code = current_setting('guanjia.user', true) end
$$;

create function meetings.invited(of_town text, of_meeting bigint) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from meetings.member m where m.town = of_town and m.meeting_id = of_meeting and meetings.mine(m.kind, m.code))
     and exists (select from meetings.meeting m where m.town = of_town and m.id = of_meeting and m.state <> 'PLANNED')
$$;

alter table meetings.meeting enable row level security;
create policy scope on meetings.meeting
  using (town = (select current_setting('guanjia.town', true))
         and ((select current_setting('guanjia.areas', true)) = '*' or meetings.invited(town, id)))
  with check (town = (select current_setting('guanjia.town', true)));

alter table meetings.follow_up enable row level security;
create policy scope on meetings.follow_up
  using (town = (select current_setting('guanjia.town', true))
         and ((select current_setting('guanjia.areas', true)) = '*' or meetings.mine(owner_kind, owner) or meetings.invited(town, meeting_id)))
  with check (town = (select current_setting('guanjia.town', true)));

do $$
declare child text;
begin
  foreach child in array array['member', 'item', 'addendum', 'history'] loop
    execute format('alter table meetings.%I enable row level security', child);
    execute format($policy$
      create policy scope on meetings.%I
        using (town = (select current_setting('guanjia.town', true))
               and ((select current_setting('guanjia.areas', true)) = '*' or meetings.invited(town, meeting_id)))
        with check (town = (select current_setting('guanjia.town', true)))$policy$, child);
  end loop;
  foreach child in array array['year', 'mark'] loop
    execute format('alter table meetings.%I enable row level security', child);
    execute format($policy$
      create policy scope on meetings.%I using (town = (select current_setting('guanjia.town', true)))$policy$, child);
  end loop;
end $$;
