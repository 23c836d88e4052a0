// The dialogs, each fetched when it is first wished for, so that the console itself comes quickly.

export const load = {
  help: () => import("./HelpDialog.svelte"),
  settings: () => import("./SettingsDialog.svelte"),
  undo: () => import("./UndoDialog.svelte"),
  edit: () => import("./EditDialog.svelte"),
  note: () => import("./NoteDialog.svelte"),
  topics: () => import("./TopicsDialog.svelte"),
  reasons: () => import("./ReasonDialog.svelte"),
  compare: () => import("./MergeDialog.svelte"),
  history: () => import("./HistoryDialog.svelte"),
  bulk: () => import("./BulkDialog.svelte"),
  call: () => import("./CallDialog.svelte"),
  clear: () => import("./ClearDialog.svelte"),
  restrict: () => import("../parts/RestrictDialog.svelte"),
} as const;

let fetched = false;

/** Fetches them all once the first key was pressed: the next press must not wait for a dialog. */
export function preload(): void {
  if (fetched) return;
  fetched = true;
  setTimeout(() => {
    for (const one of Object.values(load)) void one().catch(() => (fetched = false));
  }, 1_000);
}
