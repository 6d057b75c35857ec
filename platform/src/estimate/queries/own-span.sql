-- Question:   in which months were answers to our own questions given about a service?
-- Grain:      one row; nulls when there was none.
-- Parameters: $1 service.
-- Index:      both ends of the primary key of estimate.cube_month (service_id, month).
select
  (select month from estimate.cube_month where service_id = $1 and source_id = 0 order by month limit 1) as first,
  (select month from estimate.cube_month where service_id = $1 and source_id = 0 order by month desc limit 1) as last
