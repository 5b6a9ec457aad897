-- A rule across programmes awaits confirmation (待核实) until somebody names the document it stands in, as a parameter does.
alter table benefits.joint_rule
  add column confirmed_by text,
  add column confirmed_at timestamptz,
  add check ((confirmed_by is null) = (confirmed_at is null)),
  add check (confirmed_by is null or document is not null and confirmed_by <> made_by);
grant update (document, confirmed_by, confirmed_at) on benefits.joint_rule to guanjia_app;
