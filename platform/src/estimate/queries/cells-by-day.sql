-- Question:   what was answered about a service, day by day? Asked for the last ninety days, not for years.
-- Grain:      day × version × source × stream × channel × device × user kind, as stored.
-- Parameters: $1 service, $2 first day, $3 last day, $4 whether imported sources are wanted or our own intake,
--             $5 how many slots of the counts, from the first.
-- Index:      primary key of estimate.cube_day (service_id, day). Reads days × cells, however many people answered.
select day as date, version_id as "versionId", source_id as "sourceId", stream, channel, device,
       user_kind as "userKind", n, array_to_string(counts[1:$5], ',') as counts
from estimate.cube_day
where service_id = $1 and day between $2 and $3 and (source_id <> 0) = $4
order by day, version_id
