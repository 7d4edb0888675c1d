-- What a mail with a secret says is forgotten once it is out or given up.
alter table fairlead.mail
    add column secret boolean not null default false;
