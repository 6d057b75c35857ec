-- base: what is looked at whenever an installation is opened.

-- The demonstration world this installation was filled with. Filling is many transactions: until the last one `filled` is
-- false, so that a filling that was cut off is recognised.
create table base.world (
  singleton boolean primary key default true check (singleton),
  name text not null,
  filled boolean not null
);
