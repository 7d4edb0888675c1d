-- A desk that is taken up reads the present periods alone, however many there were before.
create index on fairlead.tally (company_id, span, period);
