-- One-time links by which a person opens their own list on another device. The token is kept as a hash, and the device's id is sealed
-- under a key that only the token gives.
CREATE TABLE device_links (
    token_hash BLOB NOT NULL PRIMARY KEY,
    sealed BLOB NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX device_links_by_end ON device_links (expires_at);
