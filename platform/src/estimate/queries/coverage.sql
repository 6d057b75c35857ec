-- Question:   how far has each body of the programme come: has it asked to join, joined, registered, asked people, been answered?
-- Grain:      body that has an adhesion which came to something, or a service.
-- Parameters: none.
-- Cost:       services times at most ten cells: whether there are ten answers is told without counting all of them.
-- Index:      primary key of estimate.cube_month; service_body, touchpoint_service, adhesion_body.
with of_service as (
  select service.body_id,
         exists (select from bodies.touchpoint
                 where touchpoint.service_id = service.id and channel <> 'import') as asks,
         (select coalesce(sum(n), 0) from (
            select n from estimate.cube_month as cell
            where cell.service_id = service.id and source_id = 0 and n > 0 limit 10) as first_cells) as answers
  from bodies.service
), of_body as (
  select body_id, count(*) as services, count(*) filter (where asks) as asking,
         count(*) filter (where answers > 0) as answered, count(*) filter (where answers >= 10) as measured
  from of_service group by body_id
), joining as (
  select body_id, bool_or(state in ('active', 'suspended', 'closed')) as joined
  from bodies.adhesion where state not in ('refused', 'expired') group by body_id
)
select body.id as "bodyId", ipa_code as "ipaCode", name, sort_name as "sortName", acronym, demo,
       category_code as "categoryCode", region_code as "regionCode", bodies.hold_of(body.id) as hold,
       coalesce(joined, false) as joined, coalesce(services, 0) as services, coalesce(asking, 0) as asking,
       coalesce(answered, 0) as answered, coalesce(measured, 0) as measured
from joining full join of_body using (body_id) join bodies.body on body.id = body_id
