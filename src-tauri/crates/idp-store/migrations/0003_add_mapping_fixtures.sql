-- Received attributes that are kept to see what a change of mapping rules changes, with the
-- result that was accepted for them.
CREATE TABLE mapping_fixtures (
    fixture_id    TEXT    NOT NULL PRIMARY KEY,
    provider_id   TEXT    NOT NULL,
    name          TEXT    NOT NULL,
    pseudonymised INTEGER NOT NULL CHECK (pseudonymised IN (0, 1)),
    attributes    TEXT    NOT NULL CHECK (json_valid(attributes)),
    expected      TEXT    NOT NULL CHECK (json_valid(expected)),
    created_at    TEXT    NOT NULL
) STRICT;

CREATE INDEX mapping_fixtures_by_provider ON mapping_fixtures (provider_id, created_at);
