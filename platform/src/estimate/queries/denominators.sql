-- Question:   to how many people was the question of a service offered, and how many went how far?
-- Grain:      stream of the touchpoint.
-- Parameters: $1 service, $2 first day, $3 last day.
-- Index:      primary key of collect.counter (service_id). Reads touchpoints × days, however many people answered.
select touchpoint.stream, sum(eligible)::bigint as eligible, sum(offered)::bigint as offered,
       sum(opened)::bigint as opened, sum(answered)::bigint as answered, sum(completed)::bigint as completed
from collect.counter join bodies.touchpoint on touchpoint.id = counter.touchpoint_id
where counter.service_id = $1 and counter.day between $2 and $3
group by touchpoint.stream
