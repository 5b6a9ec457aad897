-- The outbox: written in the transaction of the change it tells of, sent afterwards, never twice for one event.
create table platform.notice (
  town        text        not null,
  id          bigint      not null generated always as identity,
  event       text        not null,
  channel     text        not null check (channel in ('SMS', 'MAIL', 'CHAT', 'INBOX')),
  -- fingerprint of the phone number or address, or "user:" and the user's id, or "room:" and the chat room's name
  recipient   text        not null,
  -- phone number or address, and subject and text: closed with the installation's key, gone 90 days after the end
  address     bytea,
  content     bytea,
  template    text        not null,
  urgent      boolean     not null,
  status      text        not null
    check (status in ('WAITING', 'SENDING', 'SENT', 'FAILED', 'UNCERTAIN', 'SETTLED')),
  attempts    int         not null default 0,
  next_at     timestamptz not null,
  lease       uuid,
  lease_until timestamptz,
  problem     text,
  reference   text,
  created_at  timestamptz not null,
  ended_at    timestamptz,
  ended_by    text,
  read_at     timestamptz,
  primary key (town, id),
  unique (town, event, recipient, channel)
);
create index notice_due on platform.notice (next_at) where status in ('WAITING', 'SENDING');
create index notice_open on platform.notice (town, status, id) where status <> 'SENT';
create index notice_inbox on platform.notice (town, recipient, id) where channel = 'INBOX';
create index notice_ended on platform.notice (ended_at) where content is not null;
alter table platform.notice enable row level security;
create policy town on platform.notice using (town = current_setting('guanjia.town', true));
grant select, insert, update on platform.notice to guanjia_app;

-- Which towns have something to send: the one question the dispatcher asks across towns.
create function platform.notice_towns_due(at timestamptz) returns setof text
  language sql stable security definer set search_path = platform
  as $$ select distinct town from notice where status in ('WAITING', 'SENDING') and next_at <= at $$;
create function platform.notice_towns_ended(before timestamptz) returns setof text
  language sql stable security definer set search_path = platform
  as $$ select distinct town from notice where content is not null and ended_at < before $$;
revoke execute on function platform.notice_towns_due, platform.notice_towns_ended from public;
grant execute on function platform.notice_towns_due, platform.notice_towns_ended to guanjia_app;
