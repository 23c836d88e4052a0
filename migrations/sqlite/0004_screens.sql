-- Links that open a big screen or a broadcast overlay of one meeting. Tokens are kept as hashes only; a link ends by being revoked.

CREATE TABLE screens (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    meeting TEXT NOT NULL,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    token_hash BLOB NOT NULL UNIQUE,
    created_by INTEGER NOT NULL REFERENCES staff (id),
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;
CREATE INDEX screens_by_meeting ON screens (meeting, id);
