-- Question:   to how many people was the question of a service offered, and how many went how far?
-- Grain:      touchpoint × stream × month, and the service as a whole (touchpoint 0, no stream) where its body told a total of it.
-- Parameters: $1 service, $2 first day, $3 last day.
-- Index:      primary keys of collect.counter and collect.told_total (service_id). Reads touchpoints × days, however many
--             people answered.
-- Count by count, what a body told of the month stands before what it told of the days, and that before what was counted.
-- null: not known. A count that was never made is zero in collect.counter, so a zero there is not known either.
-- What came by a one-time code is of the invited stream; everything else, told totals too, of the touchpoint's own.
with places as (
  select id as touchpoint_id, stream from bodies.touchpoint where service_id = $1
  union all select 0, ''
), counted as (
  select touchpoint_id, case assurance when 'code' then 'invited' else places.stream end as stream, day,
         nullif(sum(eligible), 0) as eligible, nullif(sum(offered), 0) as offered, nullif(sum(opened), 0) as opened,
         sum(answered) as answered, sum(completed) as completed
  from collect.counter join places using (touchpoint_id)
  where service_id = $1 and day between $2::date and $3::date group by 1, 2, 3
), told_days as (
  select touchpoint_id, places.stream, from_day as day, sum(eligible) as eligible, sum(offered) as offered, sum(opened) as opened
  from collect.told_total join places using (touchpoint_id)
  where service_id = $1 and grain = 'day' and from_day between $2::date and $3::date group by 1, 2, 3
), months as (
  select touchpoint_id, stream, date_trunc('month', day)::date as month, sum(coalesce(told_days.eligible, counted.eligible)) as eligible,
         sum(coalesce(told_days.offered, counted.offered)) as offered, sum(coalesce(told_days.opened, counted.opened)) as opened,
         sum(answered) as answered, sum(completed) as completed
  from counted full join told_days using (touchpoint_id, stream, day) group by 1, 2, 3
), told_months as (
  select touchpoint_id, places.stream, from_day as month, sum(eligible) as eligible, sum(offered) as offered, sum(opened) as opened
  from collect.told_total join places using (touchpoint_id)
  where service_id = $1 and grain = 'month' and from_day between date_trunc('month', $2::date) and $3::date group by 1, 2, 3
)
select nullif(stream, '') as stream, month, coalesce(told_months.eligible, months.eligible)::bigint as eligible,
       coalesce(told_months.offered, months.offered)::bigint as offered,
       coalesce(told_months.opened, months.opened)::bigint as opened, coalesce(answered, 0)::bigint as answered,
       coalesce(completed, 0)::bigint as completed
from months full join told_months using (touchpoint_id, stream, month)
order by month, touchpoint_id, stream
