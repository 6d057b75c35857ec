-- collect: what a touchpoint on the pages of a body needs besides its question.

-- One in how many of those who finished is invited at a touchpoint, from a day on: the share that an estimate of the invited
-- stream was drawn with can be told for every day. No row: everybody is.
create table collect.invitation (
  service_id bigint not null,
  touchpoint_id bigint not null,
  from_day date not null,
  one_in int not null check (one_in between 1 and 10000),
  primary key (service_id, touchpoint_id, from_day)
);

-- Answers that came in the form of another component and in words we do not know: counted nowhere, kept with the reason and
-- without personal data until the words are known, then taken by `import unmatched` on the day they were given.
create table collect.unmatched (
  service_id bigint not null,
  id uuid not null,
  touchpoint_id bigint not null,
  day date not null,
  device text not null,
  form text not null check (form in ('wordpress', 'plone', 'ponte')),
  reason text not null,
  content jsonb not null,
  primary key (service_id, id)
);
