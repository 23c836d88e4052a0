-- Jobs that set supports aside. Nothing is deleted by them: a support that is set aside stays among the supports and in the ledger.
CREATE TABLE invalidations (
    meeting TEXT NOT NULL,
    id INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('running', 'done', 'cancelling', 'cancelled', 'reversing', 'reversed')),
    body TEXT NOT NULL,
    PRIMARY KEY (meeting, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX invalidations_at_work ON invalidations (meeting, id) WHERE state IN ('running', 'cancelling', 'reversing');

-- The supports that a job names, and how far it is with each. `via`: the suggestion whose merge brought the support there.
CREATE TABLE named_supports (
    meeting TEXT NOT NULL,
    job INTEGER NOT NULL,
    suggestion INTEGER NOT NULL,
    person BLOB NOT NULL,
    via INTEGER,
    state TEXT NOT NULL CHECK (state IN ('named', 'aside', 'restored')),
    PRIMARY KEY (meeting, suggestion, person, job)
) STRICT, WITHOUT ROWID;
CREATE INDEX named_supports_by_state ON named_supports (meeting, job, state, suggestion, person);
