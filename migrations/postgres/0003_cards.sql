-- Answer cards: what the server chose to show to whom, and what was said of it. Kept apart from supports from the first row on.
-- Times are milliseconds since 1970 on the meeting's clock.

-- A card that was served but not answered may be served again: then the hash is another's. An answer stays.
CREATE TABLE served_cards (
    meeting TEXT COLLATE "C" NOT NULL,
    person BYTEA NOT NULL,
    suggestion BIGINT NOT NULL,
    nonce_hash BYTEA NOT NULL,
    served_at BIGINT NOT NULL,
    answer TEXT CHECK (answer IN ('support', 'not_now', 'skip')),
    answered_at BIGINT,
    PRIMARY KEY (meeting, person, suggestion)
);

-- The same, added up.
CREATE TABLE card_totals (
    meeting TEXT COLLATE "C" NOT NULL,
    suggestion BIGINT NOT NULL,
    answers BIGINT NOT NULL,
    support BIGINT NOT NULL,
    PRIMARY KEY (meeting, suggestion)
);
