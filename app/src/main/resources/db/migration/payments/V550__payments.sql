create schema payments;
grant usage on schema payments to guanjia_app;

-- Taken in blocks (platform.database.Ids).
create sequence payments.run_id increment by 100;
create sequence payments.payout_id increment by 100;
create sequence payments.line_id increment by 100;
create sequence payments.recovery_id increment by 100;

-- A run: what a town pays for a month, or what it pays again after a bank refused it. Months are their first day.
create table payments.run (
  town         text        not null,
  id           bigint      not null,
  version      int         not null default 1,
  kind         text        not null check (kind in ('MONTHLY', 'CORRECTION')),
  month        date        not null check (extract(day from month) = 1),
  since        date        not null check (extract(day from since) = 1), -- earlier months are looked at again from here on
  programmes   text[]      not null check (cardinality(programmes) > 0),
  state        text        not null check (state in ('PROPOSED', 'SUBMITTED', 'APPROVED', 'FILED', 'PARTLY', 'RETURNED', 'CLOSED', 'CANCELLED')),
  payday       date        not null,
  computed_at  timestamptz not null, -- the register, the determinations and the awards as they were then
  digest       text        not null, -- of every line as it was computed
  unconfirmed  text[]      not null default '{}', -- parameters that no document stands behind yet, as programme and name
  proposed_by  text        not null,
  proposed_at  timestamptz not null,
  submitted_by text,
  submitted_at timestamptz,
  approved_by  text,
  approved_at  timestamptz,
  closed_at    timestamptz,
  primary key (town, id),
  check (since <= month),
  check (approved_by is null or approved_by <> proposed_by and approved_by <> submitted_by)
);
create index run_latest on payments.run (town, month desc, id desc);
create index run_open on payments.run (town, state) where state not in ('CLOSED', 'CANCELLED');

-- One monthly run for a programme's month: of two that begin at once, one finds the place taken. A cancelled run gives its place back.
create table payments.scope (
  town      text   not null,
  programme text   not null,
  month     date   not null check (extract(day from month) = 1),
  run_id    bigint not null,
  primary key (town, programme, month),
  foreign key (town, run_id) references payments.run (town, id)
);

-- What a run was computed from, for every person and month it looked at: the entitlement with its source, and what had been settled by then.
create table payments.due (
  town         text        not null,
  run_id       bigint      not null,
  person_id    bigint      not null,
  programme    text        not null,
  month        date        not null,
  award_id     bigint,
  answer       text        not null check (answer in ('YES', 'NO', 'UNKNOWN', 'NO_AWARD')),
  entitled_fen bigint      not null check (entitled_fen >= 0),
  table_row    int         not null,
  determination_id bigint, -- of benefits, with the version of the facts and the hash of the rules
  sheet        bigint,
  rules_hash   text,
  decided_at   timestamptz,
  known_fen    bigint      not null, -- entitlement as it had been recognised before
  settled_fen  bigint      not null, -- paid, on its way or kept back by then
  failed       boolean     not null, -- a bank refused it last
  primary key (town, run_id, person_id, programme, month),
  foreign key (town, run_id) references payments.run (town, id)
);

-- What one person gets of one programme by one transfer.
create table payments.payout (
  town              text   not null,
  id                bigint not null,
  run_id            bigint not null,
  person_id         bigint not null,
  programme         text   not null,
  village           text,
  gross_fen         bigint not null check (gross_fen > 0),
  withheld_fen      bigint not null default 0 check (withheld_fen between 0 and gross_fen),
  state             text   not null check (state in ('PROPOSED', 'TAKEN_OUT', 'ORDERED', 'PAID', 'FAILED', 'CANCELLED')),
  account_statement bigint, -- who said which account it is, in the register; the number itself stands nowhere here
  account_key       bytea,
  account_tail      text   check (length(account_tail) <= 4),
  file_id           bigint,
  sequence          int,
  bank_reason       text   check (length(bank_reason) <= 500),
  answered_at       timestamptz,
  primary key (town, id),
  unique (town, run_id, person_id, programme),
  unique (town, file_id, sequence),
  foreign key (town, run_id) references payments.run (town, id)
);
create index payout_of_run on payments.payout (town, run_id, id);
create index payout_of_person on payments.payout (town, person_id, id);
create index payout_account on payments.payout (town, run_id, account_key) where account_key is not null;
create index payout_failed on payments.payout (town, id) where state = 'FAILED';

-- The months a transfer is made of.
create table payments.line (
  town      text   not null,
  id        bigint not null,
  run_id    bigint not null,
  payout_id bigint not null,
  person_id bigint not null,
  programme text   not null,
  month     date   not null check (extract(day from month) = 1),
  kind      text   not null check (kind in ('REGULAR', 'ARREARS', 'AGAIN')),
  fen       bigint not null check (fen > 0),
  state     text   not null check (state in ('PROPOSED', 'TAKEN_OUT', 'ORDERED', 'PAID', 'FAILED', 'CANCELLED')),
  primary key (town, id),
  unique (town, run_id, person_id, programme, month),
  foreign key (town, payout_id) references payments.payout (town, id)
);
-- A month is under way in one run at a time, and is paid as the regular month once.
create unique index line_under_way on payments.line (town, person_id, programme, month) where state in ('PROPOSED', 'ORDERED');
create unique index line_regular_once on payments.line (town, person_id, programme, month) where kind = 'REGULAR' and state in ('PROPOSED', 'ORDERED', 'PAID');
create index line_of_payout on payments.line (town, payout_id);

-- How a run differs from the last month, person by person.
create table payments.change (
  town      text   not null,
  id        bigint generated always as identity,
  run_id    bigint not null,
  person_id bigint not null,
  programme text   not null,
  village   text,
  kind      text   not null check (kind in ('NEW', 'GONE', 'MORE', 'LESS')),
  last_fen  bigint not null,
  this_fen  bigint not null,
  why       text[] not null,
  primary key (town, id),
  unique (town, run_id, person_id, programme),
  foreign key (town, run_id) references payments.run (town, id)
);
create index change_of_run on payments.change (town, run_id, kind, id);

-- What somebody has to look at before it is paid.
create table payments.hold (
  town       text        not null,
  id         bigint      generated always as identity,
  run_id     bigint      not null,
  payout_id  bigint      not null,
  person_id  bigint      not null,
  reason     text        not null,
  details    jsonb       not null default '{}',
  released   boolean,
  decided_by text,
  decided_at timestamptz,
  note       text        check (length(note) between 1 and 500),
  primary key (town, id),
  unique (town, payout_id, reason),
  foreign key (town, payout_id) references payments.payout (town, id),
  check ((released is null) = (decided_by is null) and (released is null) = (note is null))
);
create index hold_of_run on payments.hold (town, run_id, id);
create index hold_open on payments.hold (town, run_id) where released is null;

-- What was paid beyond the entitlement comes back: as agreed with the person, in cash, or not at all when somebody else approves that.
create table payments.recovery (
  town          text        not null,
  id            bigint      not null,
  version       int         not null default 1,
  person_id     bigint      not null,
  programme     text        not null,
  state         text        not null check (state in ('OPEN', 'AGREED', 'SUSPENDED', 'WRITE_OFF_ASKED', 'SETTLED', 'WRITTEN_OFF')),
  opened_run    bigint,
  opened_at     timestamptz not null,
  instalment_fen bigint     check (instalment_fen > 0),
  cap_percent   int         not null default 50 check (cap_percent between 1 and 100), -- of what is paid in a month, at most so much is kept back
  deduct_from   text        not null, -- the programme it is kept back from
  first_month   date        check (extract(day from first_month) = 1),
  agreed_on     date,
  agreed_with   text        check (length(agreed_with) <= 100),
  asked_by      text,
  asked_reason  text        check (length(asked_reason) <= 500),
  primary key (town, id),
  check (state <> 'AGREED' or instalment_fen is not null and first_month is not null and agreed_on is not null and agreed_with is not null)
);
create unique index recovery_open on payments.recovery (town, person_id, programme) where state not in ('SETTLED', 'WRITTEN_OFF');
create index recovery_list on payments.recovery (town, state, id);
create index recovery_of_person on payments.recovery (town, person_id);

-- What a run keeps back for a recovery: once a month.
create table payments.deduction (
  town        text   not null,
  payout_id   bigint not null,
  recovery_id bigint not null,
  run_id      bigint not null,
  person_id   bigint not null,
  month       date   not null,
  fen         bigint not null check (fen > 0),
  live        boolean not null default true,
  primary key (town, payout_id, recovery_id),
  foreign key (town, payout_id) references payments.payout (town, id),
  foreign key (town, recovery_id) references payments.recovery (town, id)
);
create unique index deduction_once on payments.deduction (town, recovery_id, month) where live;

-- The account of every fen: lines are added, never changed. What the entries of a person's month add up to stands in payments.balance.
create table payments.entry (
  town        text        not null,
  id          bigint      generated always as identity,
  person_id   bigint      not null,
  programme   text        not null,
  month       date        not null check (extract(day from month) = 1),
  kind        text        not null check (kind in ('ENTITLED', 'ORDERED', 'PAID', 'WITHHELD', 'RECOVERED', 'WRITTEN_OFF')),
  fen         bigint      not null check (fen <> 0),
  why         text        not null check (why in ('RUN', 'BANK_PAID', 'BANK_FAILED', 'BANK_GAVE_BACK', 'INSTALMENT', 'CASH', 'WRITE_OFF', 'HISTORY')),
  run_id      bigint,
  payout_id   bigint,
  recovery_id bigint,
  return_id   bigint,
  import_id   bigint,
  on_day      date        not null,
  at          timestamptz not null,
  actor       text        not null,
  note        text        check (length(note) <= 500),
  primary key (town, id)
);
create index entry_of_person on payments.entry (town, person_id, programme, month, id);
create index entry_of_run on payments.entry (town, run_id) where run_id is not null;
create unique index entry_of_history on payments.entry (town, person_id, programme, month) where kind = 'PAID' and import_id is not null;

-- entitled: as recognised. settled: what the person has, is about to get, or had kept back, less what came back or was forgiven.
create table payments.balance (
  town            text   not null,
  person_id       bigint not null,
  programme       text   not null,
  month           date   not null,
  entitled_fen    bigint not null default 0,
  on_way_fen      bigint not null default 0 check (on_way_fen >= 0),
  paid_fen        bigint not null default 0 check (paid_fen >= 0),
  withheld_fen    bigint not null default 0 check (withheld_fen >= 0),
  recovered_fen   bigint not null default 0 check (recovered_fen >= 0),
  written_off_fen bigint not null default 0 check (written_off_fen >= 0),
  settled_fen     bigint generated always as (on_way_fen + paid_fen + withheld_fen - recovered_fen - written_off_fen) stored,
  primary key (town, person_id, programme, month)
);
create index balance_overpaid on payments.balance (town, person_id, programme) where settled_fen > entitled_fen;
create index balance_owed on payments.balance (town, programme, month, person_id) where settled_fen < entitled_fen;
create index balance_month on payments.balance (town, programme, month);

-- Nobody is paid beyond the entitlement, and nothing is taken back beyond what was overpaid, whatever the program believes. An entitlement that
-- is lowered afterwards makes an overpayment; a payment never does.
create function payments.guard_balance() returns trigger language plpgsql as $$
declare
  settled_before bigint := 0;
  back_before bigint := 0;
  settled_now bigint := new.on_way_fen + new.paid_fen + new.withheld_fen - new.recovered_fen - new.written_off_fen;
  back_now bigint := new.recovered_fen + new.written_off_fen;
begin
  if tg_op = 'UPDATE' then
    settled_before := old.on_way_fen + old.paid_fen + old.withheld_fen - old.recovered_fen - old.written_off_fen;
    back_before := old.recovered_fen + old.written_off_fen;
  end if;
  if settled_now > new.entitled_fen and settled_now > settled_before then
    raise exception 'person % would be paid % fen beyond the entitlement of % for %', new.person_id, settled_now - new.entitled_fen, new.month, new.programme
      using errcode = 'check_violation', constraint = 'balance_beyond_entitlement';
  end if;
  if back_now > back_before and settled_now < new.entitled_fen then
    raise exception 'person % would give back more than was overpaid of % for %', new.person_id, new.month, new.programme
      using errcode = 'check_violation', constraint = 'balance_beyond_overpayment';
  end if;
  return new;
end $$;
create trigger guard before insert or update on payments.balance for each row execute function payments.guard_balance();

create function payments.add_to_balance() returns trigger language plpgsql security definer set search_path = payments, pg_temp as $$
begin
  -- The rows are made first, empty: the guard then sees each change as a change of what stood.
  insert into balance (town, person_id, programme, month)
    select distinct town, person_id, programme, month from added order by town, person_id, programme, month
    on conflict on constraint balance_pkey do nothing;
  update balance b set
      entitled_fen = b.entitled_fen + a.entitled, on_way_fen = b.on_way_fen + a.on_way, paid_fen = b.paid_fen + a.paid,
      withheld_fen = b.withheld_fen + a.withheld, recovered_fen = b.recovered_fen + a.recovered, written_off_fen = b.written_off_fen + a.written_off
    from (
      select town, person_id, programme, month,
          coalesce(sum(fen) filter (where kind = 'ENTITLED'), 0) entitled, coalesce(sum(fen) filter (where kind = 'ORDERED'), 0) on_way,
          coalesce(sum(fen) filter (where kind = 'PAID'), 0) paid, coalesce(sum(fen) filter (where kind = 'WITHHELD'), 0) withheld,
          coalesce(sum(fen) filter (where kind = 'RECOVERED'), 0) recovered, coalesce(sum(fen) filter (where kind = 'WRITTEN_OFF'), 0) written_off
        from added group by town, person_id, programme, month) a
    where b.town = a.town and b.person_id = a.person_id and b.programme = a.programme and b.month = a.month;
  return null;
end $$;
revoke all on function payments.add_to_balance() from public;
create trigger balance after insert on payments.entry referencing new table as added for each statement execute function payments.add_to_balance();

-- How a bank wants its file, and how it answers: data of the town, each version kept.
create table payments.layout (
  town       text        not null,
  id         bigint      not null,
  version    int         not null,
  kind       text        not null check (kind in ('PAYMENT', 'RETURN')),
  name       text        not null check (length(name) between 1 and 60),
  definition jsonb       not null,
  retired    boolean     not null default false,
  changed_by text        not null,
  changed_at timestamptz not null,
  primary key (town, id, version)
);

create table payments.file (
  town           text        not null,
  id             bigint      generated always as identity,
  run_id         bigint      not null,
  layout_id      bigint      not null,
  layout_version int         not null,
  number         int         not null, -- within the run
  name           text        not null,
  payouts        int         not null check (payouts > 0),
  total_fen      bigint      not null check (total_fen > 0),
  digest         text        not null, -- SHA-256 of its bytes
  size           int         not null,
  content        bytea       not null, -- encrypted
  written_by     text        not null,
  written_at     timestamptz not null,
  primary key (town, id),
  unique (town, run_id, number),
  foreign key (town, run_id) references payments.run (town, id),
  foreign key (town, layout_id, layout_version) references payments.layout (town, id, version)
);

-- What a bank answered; the same bytes are taken once.
create table payments.bank_return (
  town           text        not null,
  id             bigint      generated always as identity,
  run_id         bigint      not null,
  layout_id      bigint      not null,
  layout_version int         not null,
  name           text        not null,
  digest         text        not null,
  row_count      int         not null,
  taken          int         not null,
  known          int         not null,
  foreigners     int         not null,
  refused        int         not null,
  taken_by       text        not null,
  taken_at       timestamptz not null,
  primary key (town, id),
  unique (town, run_id, digest),
  foreign key (town, run_id) references payments.run (town, id)
);

-- Rows of others are kept masked: enough to find them in the bank's file, and no more.
create table payments.return_row (
  town      text   not null,
  return_id bigint not null,
  row_number int   not null,
  payout_id bigint,
  verdict   text   not null check (verdict in ('TAKEN', 'KNOWN', 'FOREIGN', 'AMOUNT', 'AGAINST', 'UNREADABLE')),
  paid      boolean,
  reason    text   check (length(reason) <= 500),
  shown     text   check (length(shown) <= 200),
  primary key (town, return_id, row_number),
  foreign key (town, return_id) references payments.bank_return (town, id)
);
create index return_row_verdict on payments.return_row (town, return_id, verdict, row_number);

create table payments.history (
  town       text        not null,
  id         bigint      generated always as identity,
  subject    text        not null check (subject in ('RUN', 'RECOVERY')),
  subject_id bigint      not null,
  at         timestamptz not null,
  actor      text        not null,
  move       text        not null,
  from_state text,
  to_state   text        not null,
  reason     text        check (length(reason) <= 500),
  details    jsonb,
  primary key (town, id)
);
create index history_of_subject on payments.history (town, subject, subject_id, id);

-- When the town pays, and how many working days before that each step is done.
create table payments.payday (
  town           text        not null,
  version        int         not null default 1,
  day            int         not null check (day between 1 and 28),
  propose_before int         not null check (propose_before between 1 and 20),
  submit_before  int         not null check (submit_before between 1 and 20),
  approve_before int         not null check (approve_before between 1 and 20),
  file_before    int         not null check (file_before between 0 and 20),
  warn_before    int         not null check (warn_before between 0 and 10), -- working days ahead of a step
  changed_by     text        not null,
  changed_at     timestamptz not null,
  primary key (town),
  check (propose_before >= submit_before and submit_before >= approve_before and approve_before >= file_before)
);

-- Row-level security: whoever sees a person sees what is paid to them.
do $$
declare t text;
begin
  foreach t in array array['due', 'payout', 'line', 'change', 'hold', 'recovery', 'deduction', 'entry', 'balance'] loop
    execute format('alter table payments.%I enable row level security', t);
    execute format($policy$
      create policy scope on payments.%I
        using (town = (select current_setting('guanjia.town', true))
               and ((select current_setting('guanjia.areas', true)) = '*'
                    or exists (select from people.person p where p.town = %I.town and p.id = %I.person_id)))
        with check (town = (select current_setting('guanjia.town', true)))$policy$, t, t, t);
  end loop;
  foreach t in array array['run', 'scope', 'layout', 'bank_return', 'history', 'payday'] loop
    execute format('alter table payments.%I enable row level security', t);
    execute format('create policy of_town on payments.%I using (town = (select current_setting(''guanjia.town'', true)))', t);
  end loop;
  -- A file names everybody; so does what the bank says of it.
  foreach t in array array['file', 'return_row'] loop
    execute format('alter table payments.%I enable row level security', t);
    execute format($policy$
      create policy whole_town on payments.%I
        using (town = (select current_setting('guanjia.town', true)) and (select current_setting('guanjia.areas', true)) = '*')$policy$, t);
  end loop;
end $$;

grant select, insert on payments.run, payments.due, payments.payout, payments.line, payments.change, payments.hold, payments.recovery, payments.deduction,
  payments.entry, payments.layout, payments.file, payments.bank_return, payments.return_row, payments.history, payments.payday, payments.scope to guanjia_app;
-- What a run was computed from and what was entered stays as it was; what moves on are states.
grant update (version, state, payday, submitted_by, submitted_at, approved_by, approved_at, closed_at) on payments.run to guanjia_app;
grant update (state, withheld_fen, account_statement, account_key, account_tail, file_id, sequence, bank_reason, answered_at) on payments.payout to guanjia_app;
grant update (state) on payments.line to guanjia_app;
grant update (released, decided_by, decided_at, note) on payments.hold to guanjia_app;
grant update (live) on payments.deduction to guanjia_app;
grant update (retired) on payments.layout to guanjia_app;
grant update on payments.recovery, payments.payday to guanjia_app;
grant delete on payments.scope to guanjia_app;
grant select on payments.balance to guanjia_app;
grant usage on all sequences in schema payments to guanjia_app;
