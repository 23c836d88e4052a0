// What a failed request says to the reader.
import { Refused } from "./api";
import { t } from "./locale.svelte";

export interface Failure {
  readonly text: string;
  /** Helps staff to find the request in the records; empty without one. */
  readonly requestId: string;
  readonly field: string;
}

export function failure(error: unknown): Failure {
  if (error instanceof Refused) return { text: error.message, requestId: error.requestId, field: error.problem.field ?? "" };
  return { text: t("app.unreachable"), requestId: "", field: "" };
}
