-- Events kept by a program that kept every move: a listener that is not concerned does not take them, so they were given to it again for ever.
delete from platform.event_publication
where listener_id like 'org.guanjia.publicity.PublicationListener.on(org.guanjia.requests.RequestMoved)%'
  and not (serialized_event::jsonb ->> 'to' = 'FED_BACK' and serialized_event::jsonb ->> 'move' <> 'ADD')
  and serialized_event::jsonb ->> 'move' not in ('REOPEN', 'REDO', 'ANSWER_AGAIN', 'CORRECT', 'ADD');
