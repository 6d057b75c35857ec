-- estimate: MEANING. The cube: one row per cell, n and the histogram of every item laid out by the instrument version.
create schema estimate;

create table estimate.cube_day (
  service_id bigint not null,
  day date not null,
  version_id int not null,
  source_id int not null,
  stream text not null,
  channel text not null,
  device text not null,
  user_kind text not null,
  n bigint not null,
  counts bigint[] not null,
  primary key (service_id, day, version_id, source_id, stream, channel, device, user_kind)
) with (fillfactor = 80);

create table estimate.cube_month (
  service_id bigint not null,
  month date not null,
  version_id int not null,
  source_id int not null,
  stream text not null,
  channel text not null,
  device text not null,
  user_kind text not null,
  n bigint not null,
  counts bigint[] not null,
  primary key (service_id, month, version_id, source_id, stream, channel, device, user_kind)
) with (fillfactor = 80);

-- Element-wise sum; the arrays of one instrument version have one length.
create function estimate.add_counts(a bigint[], b bigint[]) returns bigint[] language sql immutable parallel safe as $$
  select array(select coalesce(x, 0) + coalesce(y, 0) from unnest(a, b) with ordinality as t(x, y, i) order by i)
$$;

-- Services whose cube moved since the publisher last looked: written by the fold, taken by publish.
create table estimate.change (
  service_id bigint not null
);

-- Rows whose questionnaire is unknown or which do not fit it: counted nowhere, kept with their reason, never in the way.
create table estimate.unfoldable (
  service_id bigint not null,
  day date not null,
  version_id int not null,
  reason text not null,
  content jsonb not null
);
