-- The attributes of all runs of a provider are read together, without their other events.
CREATE INDEX run_events_by_kind ON run_events (run_id, json_extract(event, '$.event'));
