-- An e-mail signs in one user of each company, with a password of its own there.
alter table shared.sign_in
    drop constraint sign_in_pkey,
    add primary key (email, company_id);

-- The salt of all passwords of an e-mail, whatever the company: one hash of what was typed is compared with all of them.
-- Given once and never changed.
create table shared.password_salt (
    email text  primary key check (email <> ''),
    salt  bytea not null check (length(salt) = 16)
);

-- The salt of a password that is there stands at the beginning of its hash.
insert into shared.password_salt (email, salt)
select email, decode(substr(password, length('{pbkdf2}') + 1, 32), 'hex') from shared.sign_in
 where password ~ '^\{pbkdf2\}[0-9a-f]{96}$';

grant select, insert, update on shared.password_salt to "${application}";
