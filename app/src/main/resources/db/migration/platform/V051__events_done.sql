-- What is done is not kept any more.
delete from platform.event_publication where completion_date is not null;
