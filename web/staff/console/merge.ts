// The three kinds of merging.

/** The author becomes a backer; the text also stands below the other; both stand, each pointing to the other. */
export type MergeKind = "backer" | "supplement" | "related";
