-- The desk takes a matter back from a department that has not finished with it.
alter table requests.handling drop constraint handling_state_check;
alter table requests.handling add constraint handling_state_check check (state in ('OFFERED', 'ACCEPTED', 'REFUSED', 'DONE', 'RECALLED'));

-- Whoever sees a merged request has to tell its reporter the answer, which is kept with the matter that carries it.
alter policy scope on requests.answer
  using (town = (select current_setting('guanjia.town', true))
         and ((select current_setting('guanjia.areas', true)) = '*'
              or exists (select from requests.request r
                         where r.town = answer.town and (r.id = answer.request_id or r.merged_into = answer.request_id))));
