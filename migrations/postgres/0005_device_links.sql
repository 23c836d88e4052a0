-- One-time links by which a person opens their own list on another device. The token is kept as a hash, and the device's id is sealed
-- under a key that only the token gives.
CREATE TABLE device_links (
    token_hash BYTEA NOT NULL PRIMARY KEY,
    sealed BYTEA NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX device_links_by_end ON device_links (expires_at);
