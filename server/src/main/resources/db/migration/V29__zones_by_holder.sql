-- Whose they are behind the leads of a zone and their status: so those of one person in a zone, and a zone holder by holder,
-- are found by the index alone.
create index lead_zone1_of on fairlead.lead (company_id, zone1, id, status, owner_id);
create index lead_zone2_of on fairlead.lead (company_id, zone2, id, status, owner_id) where zone2 <> 0;
create index lead_zone3_of on fairlead.lead (company_id, zone3, id, status, owner_id) where zone3 <> 0;
create index lead_zone4_of on fairlead.lead (company_id, zone4, id, status, owner_id) where zone4 <> 0;
drop index fairlead.lead_zone1, fairlead.lead_zone2, fairlead.lead_zone3, fairlead.lead_zone4;
