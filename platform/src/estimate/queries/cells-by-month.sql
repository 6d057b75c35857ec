-- Question:   what was answered about a service, month by month?
-- Grain:      month × version × source × stream × channel × device × user kind, as stored.
-- Parameters: $1 service, $2 first month, $3 last month, $4 whether imported sources are wanted or our own intake,
--             $5 how many slots of the counts, from the first.
-- Index:      primary key of estimate.cube_month (service_id, month). Reads months × cells, however many people answered.
select month as date, version_id as "versionId", source_id as "sourceId", stream, channel, device,
       user_kind as "userKind", n, array_to_string(counts[1:$5], ',') as counts
from estimate.cube_month
where service_id = $1 and month between $2 and $3 and (source_id <> 0) = $4
order by month, version_id
