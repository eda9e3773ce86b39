-- Times are compared as text, in queries and in tables of the window. Until version 7 they left
-- out closing zeros, and "56.8Z" stands after "56.85Z": a test looked newer than one that came
-- 50 ms after it.
UPDATE runs SET started_at = coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', started_at), started_at)
WHERE length(started_at) < 24;
UPDATE user_links SET linked_at = coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', linked_at), linked_at)
WHERE length(linked_at) < 24;
UPDATE mapping_fixtures SET created_at = coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', created_at), created_at)
WHERE length(created_at) < 24;
UPDATE drafts SET updated_at = coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', updated_at), updated_at)
WHERE length(updated_at) < 24;
UPDATE providers SET deleted_at = coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', deleted_at), deleted_at)
WHERE length(deleted_at) < 24;
UPDATE local_users
SET created_at = coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', created_at), created_at),
    updated_at = coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', updated_at), updated_at)
WHERE length(created_at) < 24 OR length(updated_at) < 24;
