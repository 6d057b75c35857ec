-- base: what is looked at whenever an installation is opened.

-- The demonstration world this installation was filled with. Filling is many transactions: until the last one `filled` is
-- false, so that a filling that was cut off is recognised.
create table base.world (
  singleton boolean primary key default true check (singleton),
  name text not null,
  filled boolean not null
);

-- The tables the public pages read, each named on purpose: what is added to their schemas later stays shut. The role may
-- come after the tables, so its rights are seen to at every opening (base/database/public-role.ts).
create table base.public_relation (
  name text primary key
);
insert into base.public_relation (name) values
  ('bodies.region'), ('bodies.comune'), ('bodies.body'), ('bodies.body_history'), ('bodies.service'),
  ('bodies.touchpoint'), ('bodies.registry_import'), ('catalogue.instrument_version'), ('catalogue.assignment'),
  ('catalogue.source'), ('publish.edition'), ('publish.service_identity'), ('publish.service_figures'),
  ('publish.nation_figures');
