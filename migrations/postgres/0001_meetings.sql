-- The log, its projections, and what belongs to the desk. Times are milliseconds since 1970 on the meeting's clock.

-- The end of each meeting's log. Whoever appends holds this row.
CREATE TABLE heads (
    meeting TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    at_ms BIGINT NOT NULL
);

CREATE TABLE log (
    meeting TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    at_ms BIGINT NOT NULL,
    actor TEXT NOT NULL,
    audience TEXT NOT NULL,
    kind TEXT NOT NULL,
    suggestion BIGINT,
    body TEXT NOT NULL,
    PRIMARY KEY (meeting, seq)
);
CREATE INDEX log_by_time ON log (meeting, at_ms, seq);

CREATE TABLE meetings (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX meetings_by_age ON meetings (created_at);

-- The column supports is the truth; the number inside body may be older.
CREATE TABLE suggestions (
    meeting TEXT COLLATE "C" NOT NULL,
    no BIGINT NOT NULL,
    author BYTEA NOT NULL,
    state TEXT NOT NULL,
    effective_at BIGINT,
    submitted_at BIGINT NOT NULL,
    item BIGINT,
    supports BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (meeting, no)
);
CREATE INDEX suggestions_queue ON suggestions (meeting, state, submitted_at, no);
CREATE INDEX suggestions_by_author ON suggestions (meeting, author);
CREATE INDEX suggestions_due ON suggestions (effective_at) WHERE state = 'decided';

-- Who backs what now.
CREATE TABLE supports (
    meeting TEXT COLLATE "C" NOT NULL,
    suggestion BIGINT NOT NULL,
    person BYTEA NOT NULL,
    PRIMARY KEY (meeting, suggestion, person)
);
CREATE INDEX supports_by_person ON supports (meeting, person, suggestion);

-- Every step that led there; only ever added to.
CREATE TABLE support_ledger (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    meeting TEXT COLLATE "C" NOT NULL,
    suggestion BIGINT NOT NULL,
    person BYTEA NOT NULL,
    delta BIGINT NOT NULL CHECK (delta IN (-1, 1)),
    at_ms BIGINT NOT NULL,
    cohort TEXT
);

CREATE TABLE people (
    meeting TEXT COLLATE "C" NOT NULL,
    person BYTEA NOT NULL,
    submitted BIGINT NOT NULL,
    last_at BIGINT,
    PRIMARY KEY (meeting, person)
);

-- Idempotency keys.
CREATE TABLE keys (
    meeting TEXT COLLATE "C" NOT NULL,
    owner BYTEA NOT NULL,
    key TEXT NOT NULL,
    fingerprint BYTEA NOT NULL,
    result TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (meeting, owner, key)
);
CREATE INDEX keys_by_time ON keys (at_ms);

CREATE TABLE leases (
    meeting TEXT COLLATE "C" NOT NULL,
    no BIGINT NOT NULL,
    staff BIGINT NOT NULL,
    console TEXT NOT NULL,
    until_ms BIGINT NOT NULL,
    PRIMARY KEY (meeting, no)
);
