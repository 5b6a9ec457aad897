-- Of two programmes that exclude each other in a month one remains. What was paid of the other for that month is taken from what the remaining one
-- pays for it: the person gets the difference and owes nothing.
create table payments.set_off (
  town      text    not null,
  run_id    bigint  not null,
  payout_id bigint  not null, -- of the programme that remains
  person_id bigint  not null,
  programme text    not null, -- the one that was paid and is excluded
  month     date    not null check (extract(day from month) = 1),
  fen       bigint  not null check (fen > 0),
  live      boolean not null default true,
  primary key (town, payout_id, programme, month),
  foreign key (town, payout_id) references payments.payout (town, id),
  foreign key (town, run_id, person_id, programme, month) references payments.due (town, run_id, person_id, programme, month)
);
create index set_off_of_run on payments.set_off (town, run_id);

alter table payments.set_off enable row level security;
create policy scope on payments.set_off
  using (town = (select current_setting('guanjia.town', true))
         and ((select current_setting('guanjia.areas', true)) = '*'
              or exists (select from people.person p where p.town = set_off.town and p.id = set_off.person_id)))
  with check (town = (select current_setting('guanjia.town', true)));
grant select, insert on payments.set_off to guanjia_app;
grant update (live) on payments.set_off to guanjia_app;

alter table payments.entry drop constraint entry_why_check;
alter table payments.entry add constraint entry_why_check
  check (why in ('RUN', 'BANK_PAID', 'BANK_FAILED', 'BANK_GAVE_BACK', 'INSTALMENT', 'CASH', 'WRITE_OFF', 'HISTORY', 'SET_OFF'));

-- What changed once more since it was held is told as it is now.
grant update (details) on payments.hold to guanjia_app;
