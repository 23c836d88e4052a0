-- What a merge brought is found again when the merge is taken back.
CREATE INDEX support_ledger_by_cohort ON support_ledger (meeting, suggestion, cohort) WHERE cohort IS NOT NULL;
