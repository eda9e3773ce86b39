-- The list of users is sorted by these, as text. Version 8 did the same for times that the
-- database itself compares.
UPDATE local_users
SET created_at = coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', created_at), created_at),
    updated_at = coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', updated_at), updated_at)
WHERE length(created_at) < 24 OR length(updated_at) < 24;
