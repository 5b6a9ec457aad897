-- Which matters were ever laid before a superior: few rows beside all that happened.
create index history_escalated on requests.history (town, request_id) where move = 'ESCALATE';
