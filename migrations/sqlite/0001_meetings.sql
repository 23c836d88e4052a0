-- The log, its projections, and what belongs to the desk. Times are milliseconds since 1970 on the meeting's clock.

-- The end of each meeting's log. Whoever appends holds this row.
CREATE TABLE heads (
    meeting TEXT NOT NULL PRIMARY KEY,
    seq INTEGER NOT NULL,
    at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE log (
    meeting TEXT NOT NULL,
    seq INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    actor TEXT NOT NULL,
    audience TEXT NOT NULL,
    kind TEXT NOT NULL,
    suggestion INTEGER,
    body TEXT NOT NULL,
    PRIMARY KEY (meeting, seq)
) STRICT;
CREATE INDEX log_by_time ON log (meeting, at_ms, seq);

CREATE TABLE meetings (
    id TEXT NOT NULL PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX meetings_by_age ON meetings (created_at);

-- The column supports is the truth; the number inside body may be older.
CREATE TABLE suggestions (
    meeting TEXT NOT NULL,
    no INTEGER NOT NULL,
    author BLOB NOT NULL,
    state TEXT NOT NULL,
    effective_at INTEGER,
    submitted_at INTEGER NOT NULL,
    item INTEGER,
    supports INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (meeting, no)
) STRICT;
CREATE INDEX suggestions_queue ON suggestions (meeting, state, submitted_at, no);
CREATE INDEX suggestions_by_author ON suggestions (meeting, author);
CREATE INDEX suggestions_due ON suggestions (effective_at) WHERE state = 'decided';

-- Who backs what now.
CREATE TABLE supports (
    meeting TEXT NOT NULL,
    suggestion INTEGER NOT NULL,
    person BLOB NOT NULL,
    PRIMARY KEY (meeting, suggestion, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX supports_by_person ON supports (meeting, person, suggestion);

-- Every step that led there; only ever added to.
CREATE TABLE support_ledger (
    id INTEGER PRIMARY KEY,
    meeting TEXT NOT NULL,
    suggestion INTEGER NOT NULL,
    person BLOB NOT NULL,
    delta INTEGER NOT NULL CHECK (delta IN (-1, 1)),
    at_ms INTEGER NOT NULL,
    cohort TEXT
) STRICT;

CREATE TABLE people (
    meeting TEXT NOT NULL,
    person BLOB NOT NULL,
    submitted INTEGER NOT NULL,
    last_at INTEGER,
    PRIMARY KEY (meeting, person)
) STRICT, WITHOUT ROWID;

-- Idempotency keys.
CREATE TABLE keys (
    meeting TEXT NOT NULL,
    owner BLOB NOT NULL,
    key TEXT NOT NULL,
    fingerprint BLOB NOT NULL,
    result TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (meeting, owner, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX keys_by_time ON keys (at_ms);

CREATE TABLE leases (
    meeting TEXT NOT NULL,
    no INTEGER NOT NULL,
    staff INTEGER NOT NULL,
    console TEXT NOT NULL,
    until_ms INTEGER NOT NULL,
    PRIMARY KEY (meeting, no)
) STRICT, WITHOUT ROWID;
