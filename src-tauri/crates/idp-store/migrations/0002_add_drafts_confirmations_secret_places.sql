-- Drafts: what is being typed, before it is saved as a provider. `provider_id` is empty for a
-- provider that does not exist yet; an existing one has at most one draft.
CREATE TABLE drafts (
    draft_id    TEXT NOT NULL PRIMARY KEY,
    provider_id TEXT,
    body        TEXT NOT NULL CHECK (json_valid(body)),
    created_at  TEXT NOT NULL,
    updated_at  TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX drafts_by_provider ON drafts (provider_id) WHERE provider_id IS NOT NULL;

-- What a person says is done on the Cognito side. `value` is what it was confirmed for: when
-- the definition changes, the confirmation no longer counts. The owner is a provider or the
-- draft it was saved from, which has the same identifier.
CREATE TABLE setup_confirmations (
    owner        TEXT NOT NULL,
    item         TEXT NOT NULL,
    value        TEXT NOT NULL,
    confirmed_at TEXT NOT NULL,
    PRIMARY KEY (owner, item)
) STRICT, WITHOUT ROWID;

-- In which secret store each secret lies. The secrets themselves are never here.
CREATE TABLE secret_places (
    name       TEXT NOT NULL PRIMARY KEY,
    store      TEXT NOT NULL CHECK (store IN ('keychain', 'vault', 'session')),
    updated_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Until now this was remembered among the settings.
INSERT INTO secret_places (name, store, updated_at)
SELECT 'provider/' || substr(name, length('client_secret_store/') + 1) || '/client-secret',
       trim(value, '"'),
       strftime('%Y-%m-%dT%H:%M:%SZ')
FROM settings
WHERE name LIKE 'client\_secret\_store/%' ESCAPE '\' AND trim(value, '"') IN ('keychain', 'vault', 'session');

DELETE FROM settings WHERE name LIKE 'client\_secret\_store/%' ESCAPE '\';
