-- Question:   what did the answers of a service that are kept apart say to the first question?
-- Grain:      month × version × stream × code. Never one answer by itself.
-- Parameters: $1 service.
-- Index:      collect.answer_held; reads what is kept apart, which is little, and nothing that counts.
select date_trunc('month', day)::date as date, version_id as "versionId", stream, code, sum(n)::bigint as n
from collect.held_answers($1)
where code is not null
group by 1, 2, 3, 4
order by 1, 2
