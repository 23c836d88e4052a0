-- Answer cards: what the server chose to show to whom, and what was said of it. Kept apart from supports from the first row on.
-- Times are milliseconds since 1970 on the meeting's clock.

-- A card that was served but not answered may be served again: then the hash is another's. An answer stays.
CREATE TABLE served_cards (
    meeting TEXT NOT NULL,
    person BLOB NOT NULL,
    suggestion INTEGER NOT NULL,
    nonce_hash BLOB NOT NULL,
    served_at INTEGER NOT NULL,
    answer TEXT CHECK (answer IN ('support', 'not_now', 'skip')),
    answered_at INTEGER,
    PRIMARY KEY (meeting, person, suggestion)
) STRICT, WITHOUT ROWID;

-- The same, added up.
CREATE TABLE card_totals (
    meeting TEXT NOT NULL,
    suggestion INTEGER NOT NULL,
    answers INTEGER NOT NULL,
    support INTEGER NOT NULL,
    PRIMARY KEY (meeting, suggestion)
) STRICT, WITHOUT ROWID;
