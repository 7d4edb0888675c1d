-- A session knows its user, and nothing else.
drop table shared.session_attributes;
