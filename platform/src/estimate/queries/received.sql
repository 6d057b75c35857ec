-- Question:   how many answers of our own has each of these services received, and when the last one?
-- Grain:      service.
-- Parameters: $1 ids of services.
-- Cost:       months times cells of these services.
-- Index:      primary key of estimate.cube_month and cube_day.
select month.service_id as "serviceId", sum(month.n)::bigint as answers,
       (select max(day) from estimate.cube_day as cell where cell.service_id = month.service_id and source_id = 0 and n > 0) as "lastDay"
from estimate.cube_month as month
where month.service_id = any($1) and source_id = 0
group by month.service_id
