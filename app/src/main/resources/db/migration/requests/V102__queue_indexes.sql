-- The desk's lists beside the whole queue (docs/adr/0013). Only the first takes part in intake; it is small, for it holds open matters alone.
create index request_state_queue on requests.request (town, state, due_on, id) where open;
-- Mine, in the order of deadlines, and all that was ever mine. A request comes in without anybody who has it.
create index request_assignee_queue on requests.request (town, assignee, due_on, id) where open and assignee is not null;
create index request_assignee_received on requests.request (town, assignee, received_at, id) where assignee is not null;
-- Closed matters by how they ended: those withdrawn or merged are few among many.
create index request_state_closed on requests.request (town, state, received_at, id) where not open;
