-- Texts of a provider's mapping editor that no draft can hold, because they are no rule:
-- expressions that are not right yet, and claims that were pasted to look at. `text` is what
-- the editor makes of it; nobody else reads it. A secret is never in one.
CREATE TABLE unfinished_texts (
    provider_id TEXT NOT NULL,
    place       TEXT NOT NULL CHECK (place IN ('rule_texts', 'sample')),
    text        TEXT NOT NULL,
    updated_at  TEXT NOT NULL,
    PRIMARY KEY (provider_id, place)
) STRICT, WITHOUT ROWID;
