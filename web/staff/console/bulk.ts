// One decision on many items. What needs a look of its own is left out of a bulk publish; the server has the last word on it.
import { desk } from "../endpoints";
import { failure } from "../failure";
import { number4 } from "../format";
import { t } from "../locale.svelte";
import { needsCare } from "./lists";
import { NONE } from "./select";
import type { ConsoleState } from "./state.svelte";
import { add, type TrayEntry } from "./tray";
import type { BulkReply, DecisionWish, QueueRow } from "../../shared/protocol";

export interface Batch {
  readonly nos: readonly number[];
  /** Selected, but not to be published with others. */
  readonly left: readonly number[];
}

/** The selected rows, those apart that a bulk publish leaves out. */
export function batchOf(rows: readonly QueueRow[], picked: ReadonlySet<number>, kind: DecisionWish["kind"]): Batch {
  const chosen = rows.filter((row) => picked.has(row.no));
  const left = kind === "publish" ? chosen.filter((row) => needsCare(row.flags) || row.state !== "pending") : [];
  const out = new Set(left.map((row) => row.no));
  return { nos: chosen.map((row) => row.no).filter((no) => !out.has(no)), left: [...out] };
}

/** Sends one decision for all of them; they go into the tray one by one, and what was skipped is listed. */
export async function decideAll(state: ConsoleState, batch: Batch, wish: DecisionWish): Promise<void> {
  state.after.flush();
  if (state.locked || batch.nos.length === 0) return;
  const rows = new Map(state.view.rows.map((row) => [row.no, row]));
  state.view.picked = NONE;
  // The server leaves the flagged ones out by itself; they are sent along so that its answer lists them too.
  const asked = [...batch.nos, ...batch.left];
  try {
    const reply = await desk.bulk(state.meeting, state.console, asked, state.queue?.seq ?? 0, wish);
    for (const no of reply.done) settleOne(state, no, rows.get(no)?.text ?? "", wish, reply.effective_at);
    state.decided += reply.done.length;
    state.show();
    tellOutcome(state, reply, wish);
    void state.topUp();
    state.lookNow();
  } catch (error) {
    state.view.picked = new Set(asked);
    const { text, requestId } = failure(error);
    state.complain(text, requestId);
  }
}

function settleOne(state: ConsoleState, no: number, text: string, wish: DecisionWish, effectiveAt: number | null): void {
  const item = state.buffer.get(no) ?? null;
  if (item !== null) {
    state.buffer.remove(no);
    state.buffer.answered(no);
  }
  if (state.cursor === no) state.cursor = null;
  const entry: TrayEntry = {
    no, kind: wish.kind, into: wish.kind === "merge" ? wish.into : null, text, startedAt: state.now,
    effectiveAt: effectiveAt ?? state.now, status: "held", item,
  };
  state.setTray(add(state.tray, entry));
}

function tellOutcome(state: ConsoleState, reply: BulkReply, wish: DecisionWish): void {
  const done = t("m.bulk.done", { n: reply.done.length, what: t(`m.bulk.${wish.kind}`), s: state.undoS });
  if (reply.skipped.length === 0) return state.tell(done);
  const nos = reply.skipped.map(({ no }) => no);
  const list = nos.map(number4).join(t("m.list.join"));
  state.tell(`${done}${t("m.say.join")}${t("m.bulk.skip", { n: nos.length })}${t("m.colon")}${list}`, nos);
}

/** Moves all selected items to an agenda item. */
export async function tagAll(state: ConsoleState, item: number): Promise<void> {
  if (item > (state.meetingCard?.agenda.length ?? 0)) return state.complain(t("m.say.noitem", { n: item }));
  await moveAll(state, { agenda_item: item }, (k) => t("m.say.tagged.all", { k, n: item }));
}

/** Moves all selected items to a topic. */
export async function assignAll(state: ConsoleState, place: number): Promise<void> {
  const topic = state.queue?.topics[place - 1];
  if (topic === undefined) return state.complain(t("m.say.notopic", { n: place }));
  await moveAll(state, { topic: topic.topic }, (k) => t("m.say.topic.all", { k, name: topic.name }));
}

async function moveAll(state: ConsoleState, to: { agenda_item: number } | { topic: number }, says: (moved: number) => string): Promise<void> {
  if (state.locked) return;
  try {
    const reply = await desk.bulkTag(state.meeting, [...state.view.picked], to);
    for (const no of reply.done) state.buffer.change(no, to);
    state.show();
    state.view.picked = new Set(reply.skipped.map(({ no }) => no));
    state.tell(says(reply.done.length));
    state.lookNow();
  } catch (error) {
    const { text, requestId } = failure(error);
    state.complain(text, requestId);
  }
}
