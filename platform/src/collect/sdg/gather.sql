-- Question:   what is there to send of a month of a service, and how does it differ from what was gathered before?
-- Parameters: $1 service, $2 month; $3 versions of questionnaires with, in $4 and $5, the places of rating and found in their
--             answers (0: not sent); $6 feedback in one batch; $7 this minute.
-- Index:      primary key of collect.answer (service_id, day): reads the month's answers once, and of each only its codes.
-- The id is HMAC-SHA-256 (RFC 2104) of the answer's, cut to 128 bits. Ordering by it tells nothing of when an answer came.
with key as materialized (
  select collect.padded_key(value, 54) as inside, collect.padded_key(value, 92) as outside from base.secret where name = 'sdg'
), answered as materialized (
  select answer.id, codes[rating_place] as rating, nullif(found_place, 0) as found_place, codes[found_place] as found
  from collect.answer
  left join unnest($3::int[], $4::int[], $5::int[]) as place (version_id, rating_place, found_place) using (version_id)
  where answer.service_id = $1 and day >= $2::date and day < $2::date + interval '1 month' and state = 'counted' and source_id = 0
    and not exists (select from bodies.touchpoint where touchpoint.id = touchpoint_id and demo)
), candidate as materialized (
  select encode(substring(sha256(outside || sha256(inside || uuid_send(id))) for 16), 'hex')::uuid as id, rating, found
  from answered, key
  where rating between 1 and 5 and (found_place is null or found between 1 and 3)
), known as materialized (
  select id, part, rating, found, withdrawn from collect.sdg_feedback where service_id = $1 and month = $2::date
), fresh as materialized (
  select id, rating, found, coalesce((select max(part) from collect.sdg_batch where service_id = $1 and month = $2::date), 0)
         + 1 + ((row_number() over (order by id) - 1) / $6::int)::int as part
  from candidate where not exists (select from known where known.id = candidate.id)
), made as (
  insert into collect.sdg_batch (service_id, month, part, entries, next_minute)
  select $1, $2::date, part, count(*), $7::int from fresh group by part
), added as (
  insert into collect.sdg_feedback (service_id, id, month, part, rating, found)
  select $1, id, $2::date, part, rating, found from fresh
), moved as materialized (
  -- Corrected, or back after having been withdrawn.
  select known.id, known.part, candidate.rating, candidate.found, false as withdrawn, known.withdrawn::int as more
  from known join candidate using (id)
  where (known.rating, known.found, known.withdrawn) is distinct from (candidate.rating, candidate.found, false)
  union all
  select id, part, rating, found, true, -1 from known
  where not withdrawn and not exists (select from candidate where candidate.id = known.id)
), changed as (
  update collect.sdg_feedback as feedback set rating = moved.rating, found = moved.found, withdrawn = moved.withdrawn
  from moved where feedback.service_id = $1 and feedback.id = moved.id
), again as (
  update collect.sdg_batch as batch
  set entries = entries + more, revision = revision + 1, state = 'waiting', attempts = 0, next_minute = $7::int, problem = null, reason = null
  from (select part, sum(more) as more from moved group by part) as sums
  where batch.service_id = $1 and batch.month = $2::date and batch.part = sums.part
)
select (select count(*) from fresh) as fresh, (select count(*) from moved) as moved,
       (select count(*) from answered) - (select count(*) from candidate) as "leftOut"
