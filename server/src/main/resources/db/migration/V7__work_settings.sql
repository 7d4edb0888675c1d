-- How a company's people work leads, beside what its settings file says: see WorkSettings.
alter table fairlead.company add column work jsonb not null default '{}';
