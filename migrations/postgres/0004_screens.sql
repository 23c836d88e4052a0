-- Links that open a big screen or a broadcast overlay of one meeting. Tokens are kept as hashes only; a link ends by being revoked.

CREATE TABLE screens (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    meeting TEXT NOT NULL,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    token_hash BYTEA NOT NULL UNIQUE,
    created_by BIGINT NOT NULL REFERENCES staff (id),
    created_at BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE INDEX screens_by_meeting ON screens (meeting, id);
