// What a moderator does to an item. Every step is shown at once and sent after; a refusal brings the item back or says who was first.
import { Refused } from "../api";
import { say } from "../announce.svelte";
import { desk, meetings, papers } from "../endpoints";
import { failure } from "../failure";
import { number4 } from "../format";
import { t, tCode } from "../locale.svelte";
import { extend } from "./select";
import type { ConsoleState } from "./state.svelte";
import { add, find, latest, mark, type TrayEntry, without } from "./tray";
import type { DealtItem, DecisionWish, IntakeBody } from "../../shared/protocol";

/** Refusals after which the item is no longer this desk's business. */
const GONE = new Set(["already_decided", "not_leased", "wrong_state", "merged", "no_such_suggestion"]);

/** Decisions on their way, so that an undo waits for its decision. */
const sending = new Map<number, Promise<void>>();

/** Decides the item on the desk. The next one is painted first; list, tray, words and the request follow. */
export function decide(state: ConsoleState, wish: DecisionWish): void {
  state.after.flush();
  const item = state.current;
  if (item === null || state.locked) return;
  advance(state, item);
  state.after.plan(() => follow(state, item, wish));
}

function follow(state: ConsoleState, item: DealtItem, wish: DecisionWish): void {
  const entry: TrayEntry = {
    no: item.no, kind: wish.kind, into: wish.kind === "merge" ? wish.into : null, text: item.text, startedAt: state.now,
    effectiveAt: state.now + state.undoS * 1_000, status: "sending", item,
  };
  state.setTray(add(state.tray, entry));
  state.decided += 1;
  state.notice = null;
  say(`${t("m.say.done", { no: number4(item.no), what: whatHappens(entry), s: state.undoS })}${t("m.say.join")}${nextWords(state)}`);
  const sent = send(state, item, wish).finally(() => sending.delete(item.no));
  sending.set(item.no, sent);
}

async function send(state: ConsoleState, item: DealtItem, wish: DecisionWish): Promise<void> {
  try {
    const reply = await desk.decide(state.meeting, state.console, item.no, item.revision, wish);
    state.buffer.answered(item.no);
    const tray = reply.effective_at === null ? without(state.tray, item.no) : mark(state.tray, item.no, { effectiveAt: reply.effective_at });
    state.setTray(tray.map((entry) => (entry.no === item.no && entry.status === "sending" ? { ...entry, status: "held" } : entry)));
    void state.topUp();
  } catch (error) {
    state.setTray(without(state.tray, item.no));
    state.decided -= 1;
    await refused(state, item, error);
  }
}

/** After a refusal: gone, changed, or back on top with the reason. */
async function refused(state: ConsoleState, item: DealtItem, error: unknown): Promise<void> {
  const no = number4(item.no);
  const { text: why, requestId } = failure(error);
  if (error instanceof Refused && GONE.has(error.code)) {
    state.buffer.answered(item.no);
    state.complain(t("m.say.skip", { no, why }), requestId);
    void state.topUp();
    void nameTheOther(state, item.no);
    return;
  }
  state.buffer.putBack(item);
  state.cursor = item.no;
  state.show();
  if (error instanceof Refused && error.code === "stale_revision") await fetchAgain(state, item.no);
  else state.complain(t("m.say.back.top", { no, why }), requestId);
}

/** Says who was first and with what, as soon as the record tells. */
async function nameTheOther(state: ConsoleState, no: number): Promise<void> {
  const about = await desk.queue(state.meeting, state.console).then((queue) => queue.activity, () => []);
  const deed = about.find((one) => one.no === no && !one.mine && one.verb !== "take_over");
  if (deed !== undefined) state.complain(`${number4(no)}${t("m.colon")}${t("m.lost", { name: deed.who, act: tCode("m.did", deed.verb) })}`);
}

/** The author changed the text: the new one comes to the top, to be read again. */
async function fetchAgain(state: ConsoleState, no: number): Promise<void> {
  try {
    const reply = await desk.takeOver(state.meeting, state.console, no);
    const fresh = reply.items.find((item) => item.no === no);
    if (fresh !== undefined) state.buffer.putBack(fresh);
    state.show();
    state.complain(t("m.say.changed", { no: number4(no) }));
  } catch (error) {
    giveUp(state, no, error);
  }
}

/** Takes the latest own decision back, or the one given; whether there was one within its window. */
export function undo(state: ConsoleState, which?: TrayEntry): boolean {
  state.after.flush();
  const entry = which ?? latest(state.tray, state.now);
  if (entry === undefined || state.locked) return entry !== undefined;
  void takeBack(state, entry);
  return true;
}

async function takeBack(state: ConsoleState, entry: TrayEntry): Promise<void> {
  const no = number4(entry.no);
  state.setTray(mark(state.tray, entry.no, { status: "undoing" }));
  await sending.get(entry.no);
  if (find(state.tray, entry.no) === undefined) return;
  try {
    await desk.undo(state.meeting, entry.no);
    state.setTray(without(state.tray, entry.no));
    if (entry.item !== null) {
      state.buffer.putBack(entry.item);
      state.cursor = entry.no;
      state.decided = Math.max(0, state.decided - 1);
      state.show();
    }
    state.tell(t("m.say.undone", { no }));
    await takeOver(state, entry.no, true);
  } catch (error) {
    const { text: why, requestId } = failure(error);
    const over = error instanceof Refused;
    state.setTray(over ? without(state.tray, entry.no) : mark(state.tray, entry.no, { status: "held" }));
    state.complain(t("m.say.undo.failed", { no, why }), requestId);
  }
}

/** Leases an item that somebody else (or nobody) holds and puts it on the desk. */
export async function takeOver(state: ConsoleState, no: number, quiet = false): Promise<void> {
  if (state.locked) return;
  try {
    const reply = await desk.takeOver(state.meeting, state.console, no);
    const item = reply.items.find((one) => one.no === no);
    if (item === undefined) return;
    state.buffer.putBack(item);
    state.cursor = no;
    state.show();
    if (!quiet) state.tell(t("m.say.taken", { no: number4(no) }));
  } catch (error) {
    giveUp(state, no, error);
  }
}

/** Hands the item on the desk to a second reviewer, with a word to them if there is one. */
export async function escalate(state: ConsoleState, note: string | null = null): Promise<void> {
  state.after.flush();
  const item = state.current;
  if (item === null || state.locked) return;
  advance(state, item);
  say(`${t("m.say.escalated", { no: number4(item.no) })}${t("m.say.join")}${nextWords(state)}`);
  try {
    await desk.escalate(state.meeting, state.console, item.no, item.revision, note);
    state.buffer.answered(item.no);
    void state.topUp();
  } catch (error) {
    await refused(state, item, error);
  }
}

/** Puts the item on the desk back into the pool and goes on. */
export async function release(state: ConsoleState): Promise<void> {
  state.after.flush();
  const item = state.current;
  if (item === null || state.locked) return;
  advance(state, item);
  say(`${t("m.say.released", { no: number4(item.no) })}${t("m.say.join")}${nextWords(state)}`);
  try {
    await desk.release(state.meeting, state.console, [item.no]);
    state.buffer.answered(item.no);
  } catch (error) {
    await refused(state, item, error);
  }
}

/** Moves the item on the desk to another agenda item; it stays on the desk. */
export async function tag(state: ConsoleState, agendaItem: number): Promise<void> {
  const item = state.current;
  if (item === null || state.locked) return;
  if (agendaItem > (state.meetingCard?.agenda.length ?? 0)) return state.complain(t("m.say.noitem", { n: agendaItem }));
  state.buffer.change(item.no, { agenda_item: agendaItem });
  state.show();
  try {
    await desk.tag(state.meeting, item.no, agendaItem);
    say(t("m.say.tagged", { no: number4(item.no), n: agendaItem }));
  } catch (error) {
    state.buffer.change(item.no, { agenda_item: item.agenda_item });
    state.show();
    const { text, requestId } = failure(error);
    state.complain(text, requestId);
  }
}

/** Moves the item on the desk to a topic of the meeting; it stays on the desk. */
export async function assignTopic(state: ConsoleState, place: number): Promise<void> {
  const item = state.current;
  const topic = state.queue?.topics[place - 1];
  if (item === null || state.locked) return;
  if (topic === undefined) return state.complain(t("m.say.notopic", { n: place }));
  state.buffer.change(item.no, { topic: topic.topic });
  state.show();
  try {
    await desk.assignTopic(state.meeting, item.no, topic.topic);
    say(t("m.say.topic", { no: number4(item.no), name: topic.name }));
  } catch (error) {
    state.buffer.change(item.no, { topic: item.topic });
    state.show();
    const { text, requestId } = failure(error);
    state.complain(text, requestId);
  }
}

/** Sets how fast suggestions are taken. */
export async function setIntake(state: ConsoleState, intake: IntakeBody["intake"]): Promise<void> {
  if (state.locked) return;
  try {
    state.meetingCard = await meetings.intake(state.meeting, intake);
    const what = intake.mode === "slow" ? t("m.in.slow", { s: intake.interval_s }) : t(intake.mode === "paused" ? "m.in.off" : "m.in.ok");
    state.tell(t("m.say.intake", { what }));
  } catch (error) {
    const { text, requestId } = failure(error);
    state.complain(text, requestId);
  }
}

/** Sets whose suggestions are public before a look; `null`: nobody's. Whether it was done. */
export async function setAutoclear(state: ConsoleState, after: number | null): Promise<boolean> {
  if (state.locked) return false;
  try {
    state.meetingCard = await papers.autoclear(state.meeting, after);
    state.tell(after === null ? t("m.clear.unset") : t("m.clear.set", { n: after }));
    return true;
  } catch (error) {
    const { text, requestId } = failure(error);
    state.complain(text, requestId);
    return false;
  }
}

/** Moves the cursor in the list that is shown; with `extend`, both ends of the step are selected. */
export function move(state: ConsoleState, by: 1 | -1, extending = false): void {
  const shown = state.view.shown;
  if (shown.length === 0) return;
  const now = state.cursor ?? state.current?.no ?? -1;
  const from = shown.indexOf(now);
  const next = shown[Math.min(shown.length - 1, Math.max(0, from + by))] ?? null;
  if (extending) state.view.picked = extend(state.view.picked, from < 0 ? null : now, next);
  state.cursor = next;
}

/** The words for what becomes of an entry of the tray. */
export function whatHappens(entry: TrayEntry): string {
  return t(`m.tray.${entry.kind}`, { into: entry.into === null ? "" : number4(entry.into) });
}

function advance(state: ConsoleState, item: DealtItem): void {
  state.buffer.remove(item.no);
  state.left = item;
  state.cursor = null;
  state.show();
}

/** Somebody else has it now: the next item is shown. */
function giveUp(state: ConsoleState, no: number, error: unknown): void {
  state.buffer.remove(no);
  state.buffer.answered(no);
  state.cursor = null;
  state.show();
  const { text: why, requestId } = failure(error);
  state.complain(t("m.say.skip", { no: number4(no), why }), requestId);
}

function nextWords(state: ConsoleState): string {
  const next = state.current;
  if (next === null) return t("m.say.empty");
  return t(next.marks.length > 0 ? "m.say.next.pii" : "m.say.next", { no: number4(next.no) });
}
