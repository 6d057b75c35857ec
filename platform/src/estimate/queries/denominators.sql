-- Question:   to how many people was the question of a service offered, and how many went how far?
-- Grain:      touchpoint × month, and the service as a whole (touchpoint 0, no stream) where its body told a total of it.
-- Parameters: $1 service, $2 first day, $3 last day.
-- Index:      primary keys of collect.counter and collect.told_total (service_id). Reads touchpoints × days, however many
--             people answered.
-- Count by count, what a body told of the month stands before what it told of the days, and that before what was counted.
-- null: not known. A count that was never made is zero in collect.counter, so a zero there is not known either.
with counted as (
  select touchpoint_id, day, nullif(sum(eligible), 0) as eligible, nullif(sum(offered), 0) as offered,
         nullif(sum(opened), 0) as opened, sum(answered) as answered, sum(completed) as completed
  from collect.counter where service_id = $1 and day between $2::date and $3::date group by 1, 2
), told_days as (
  select touchpoint_id, from_day as day, sum(eligible) as eligible, sum(offered) as offered, sum(opened) as opened
  from collect.told_total
  where service_id = $1 and grain = 'day' and from_day between $2::date and $3::date group by 1, 2
), months as (
  select touchpoint_id, date_trunc('month', day)::date as month, sum(coalesce(told_days.eligible, counted.eligible)) as eligible,
         sum(coalesce(told_days.offered, counted.offered)) as offered, sum(coalesce(told_days.opened, counted.opened)) as opened,
         sum(answered) as answered, sum(completed) as completed
  from counted full join told_days using (touchpoint_id, day) group by 1, 2
), told_months as (
  select touchpoint_id, from_day as month, sum(eligible) as eligible, sum(offered) as offered, sum(opened) as opened
  from collect.told_total
  where service_id = $1 and grain = 'month' and from_day between date_trunc('month', $2::date) and $3::date group by 1, 2
)
select touchpoint.stream, month, coalesce(told_months.eligible, months.eligible)::bigint as eligible,
       coalesce(told_months.offered, months.offered)::bigint as offered,
       coalesce(told_months.opened, months.opened)::bigint as opened, coalesce(answered, 0)::bigint as answered,
       coalesce(completed, 0)::bigint as completed
from months full join told_months using (touchpoint_id, month)
left join bodies.touchpoint on touchpoint.id = touchpoint_id
where touchpoint_id = 0 or touchpoint.id is not null
order by month, touchpoint_id
