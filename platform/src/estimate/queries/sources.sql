-- Question:   which sources are these?
-- Grain:      source.
-- Parameters: $1 ids of sources.
-- Index:      primary key of catalogue.source.
select id, slug, name, tool, level, citation, notes from catalogue.source where id = any($1) order by id
