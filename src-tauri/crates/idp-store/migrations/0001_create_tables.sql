-- Providers. `name_key` is the display name in lower case as Rust folds it: SQLite's lower()
-- folds ASCII only, and names differ in more than ASCII.
CREATE TABLE providers (
    id              TEXT    NOT NULL PRIMARY KEY,
    display_name    TEXT    NOT NULL,
    name_key        TEXT    NOT NULL,
    kind            TEXT    NOT NULL,
    catalogue_entry TEXT    NOT NULL,
    definition      TEXT    NOT NULL CHECK (json_valid(definition)),
    revision        INTEGER NOT NULL CHECK (revision > 0),
    created_at      TEXT    NOT NULL,
    updated_at      TEXT    NOT NULL,
    deleted_at      TEXT
) STRICT;

CREATE UNIQUE INDEX providers_by_name ON providers (name_key) WHERE deleted_at IS NULL;

-- Test runs. Without an outcome a run is going on, or it was interrupted: that depends on
-- whether its owner, the process that writes it, still lives.
CREATE TABLE runs (
    run_id      TEXT NOT NULL PRIMARY KEY,
    provider_id TEXT NOT NULL,
    provider    TEXT NOT NULL,
    started_at  TEXT NOT NULL,
    owner       TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    outcome     TEXT CHECK (outcome IN ('passed', 'failed', 'cancelled', 'interrupted')),
    sentence    TEXT,
    duration_ms INTEGER CHECK (duration_ms >= 0)
) STRICT;

CREATE INDEX runs_by_provider ON runs (provider_id, started_at);
CREATE INDEX runs_by_start ON runs (started_at);

CREATE TABLE run_events (
    run_id TEXT    NOT NULL REFERENCES runs (run_id) ON DELETE CASCADE,
    seq    INTEGER NOT NULL CHECK (seq >= 0),
    event  TEXT    NOT NULL CHECK (json_valid(event)),
    PRIMARY KEY (run_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
