-- Local users: whom sign-ins created here. The keys are user name and e-mail address in lower
-- case as Rust folds them; the fields themselves are in `profile`.
CREATE TABLE local_users (
    user_id      TEXT NOT NULL PRIMARY KEY,
    username_key TEXT NOT NULL CHECK (username_key <> ''),
    email_key    TEXT NOT NULL CHECK (email_key <> ''),
    profile      TEXT NOT NULL CHECK (json_valid(profile)),
    -- A provider vouched for the e-mail address.
    email_verified INTEGER NOT NULL CHECK (email_verified IN (0, 1)),
    created_at   TEXT NOT NULL,
    updated_at   TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX local_users_by_username ON local_users (username_key);
CREATE UNIQUE INDEX local_users_by_email ON local_users (email_key);

-- The accounts a user signs in with. `provider` is its name when the link was made.
CREATE TABLE user_links (
    provider_id TEXT NOT NULL,
    subject     TEXT NOT NULL CHECK (subject <> ''),
    user_id     TEXT NOT NULL REFERENCES local_users (user_id) ON DELETE CASCADE,
    provider    TEXT NOT NULL,
    linked_at   TEXT NOT NULL,
    PRIMARY KEY (provider_id, subject)
) STRICT, WITHOUT ROWID;

CREATE INDEX user_links_by_user ON user_links (user_id);

-- What happened to each user. It holds values of the person, so it goes with the user.
CREATE TABLE user_changes (
    user_id  TEXT    NOT NULL REFERENCES local_users (user_id) ON DELETE CASCADE,
    seq      INTEGER NOT NULL CHECK (seq > 0),
    at       TEXT    NOT NULL,
    kind     TEXT    NOT NULL CHECK (kind IN ('created', 'updated', 'unlinked')),
    provider TEXT    NOT NULL,
    subject  TEXT    NOT NULL,
    run_id   TEXT,
    new_link INTEGER NOT NULL CHECK (new_link IN (0, 1)),
    fields   TEXT    NOT NULL CHECK (json_valid(fields)),
    PRIMARY KEY (user_id, seq)
) STRICT, WITHOUT ROWID;
