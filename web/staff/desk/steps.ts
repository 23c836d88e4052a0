// What may be done next with a meeting, in the order in which it is likely wanted. The server judges again.
import type { Key } from "../locale.svelte";
import type { MeetingCard, RunBody } from "../../shared/protocol";

export interface Step {
  readonly label: Key;
  readonly values: Readonly<Record<string, string>>;
  readonly body: RunBody;
  /** The question before a step that cannot be undone. */
  readonly ask: Key | null;
}

const step = (label: Key, body: RunBody, ask: Key | null = null, values: Record<string, string> = {}): Step => ({ label, values, body, ask });

const GO_LIVE = step("d.run.golive", { action: "go_live" }, "d.run.golive.ask");
const END = step("d.run.end", { action: "end_live" }, "d.run.end.ask");
const CLOSE = step("d.run.close", { action: "close" }, "d.run.close.ask");

export function stepsOf(card: MeetingCard): readonly Step[] {
  switch (card.phase.state) {
    case "draft":
      return [step("d.run.open", { action: "open" }), GO_LIVE];
    case "open":
      return [GO_LIVE, CLOSE];
    case "live":
      return [...nextItem(card), END, CLOSE];
    case "late":
      return [CLOSE];
    case "closed":
      return [step("d.run.archive", { action: "archive" }, "d.run.archive.ask")];
    default:
      return [];
  }
}

function nextItem(card: MeetingCard): readonly Step[] {
  const next = card.agenda[card.current_item ?? 0];
  if (next === undefined) return [];
  return [step(card.current_item === null ? "d.run.first" : "d.run.next.to", { action: "next_item" }, null, { title: next.title })];
}
