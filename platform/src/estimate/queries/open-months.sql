-- Question:   which imported months of a service were not over when their source was read?
-- Grain:      source × month.
-- Parameters: $1 service.
-- Index:      primary key of collect.imported_count (service_id).
select distinct source_id as "sourceId", month from collect.imported_count where service_id = $1 and open
