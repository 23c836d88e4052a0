// What host and director do. One change at a time; each ends with a fresh look, and a refusal says in words who was first.
import { Refused } from "../api";
import { host, meetings } from "../endpoints";
import { failure } from "../failure";
import { moment, number4 } from "../format";
import { t, tCode } from "../locale.svelte";
import { moved, stepAlong } from "./line";
import type { Layout } from "./overlay";
import type { FloorBody, HostReply, StageBody } from "../../shared/protocol";
import type { HostState, Undo } from "./state.svelte";

export type Ending = "answer" | "cover" | "defer";
export type View = HostReply["meeting"]["screen"];

/** Views that hide what the host shows: showing leads out of them. A blank screen stays blank until it is lifted. */
const HIDING: readonly View[] = ["rank", "timer", "wait"];

const floor = (state: HostState, no: number, step: FloorBody): Promise<unknown> => host.floor(state.id, no, step);
const stage = (state: HostState, step: StageBody): Promise<unknown> => host.stage(state.id, step);

/** Carries steps out unless another change is on its way, and tells how it went. `false`: it did not happen, or not wholly. */
async function attempt(state: HostState, no: number | null, steps: () => Promise<unknown>, done: string, undo: Undo | null = null): Promise<boolean> {
  if (state.locked || state.busy) return false;
  return state.run(() => carryOut(state, no, steps, done, undo));
}

async function carryOut(state: HostState, no: number | null, steps: () => Promise<unknown>, done: string, undo: Undo | null): Promise<boolean> {
  try {
    await steps();
    state.tell(done, undo);
    return true;
  } catch (error) {
    const first = error instanceof Refused ? whoWasFirst(error, number4(no ?? 0)) : null;
    const { text, requestId } = failure(error);
    if (first === null) state.complain(text, requestId);
    else state.complain(first);
    return false;
  } finally {
    await state.read();
  }
}

/** A refusal in the words of the chamber, where it means that somebody else was first. */
function whoWasFirst(error: Refused, no: string): string | null {
  if (error.code === "screen_busy") return t("h.say.raced", { no, other: number4(Number(error.problem["no"] ?? 0)) });
  if (error.code === "wrong_floor_state") return t("h.say.moved", { no });
  if (error.code === "wrong_state" || error.code === "no_such_suggestion") return t("h.say.gone", { no });
  return null;
}

/** Takes off what is on the screen. That a colleague did so first is no harm. */
async function clearScreen(state: HostState, no: number): Promise<void> {
  try {
    await floor(state, no, "take_down");
  } catch (error) {
    const harmless = error instanceof Refused && ["wrong_floor_state", "wrong_state", "no_such_suggestion"].includes(error.code);
    if (!harmless) throw error;
  }
}

/** 上屏: begins the hold of three seconds. */
export function hold(state: HostState, no: number): void {
  if (state.locked) return;
  if (state.onScreen?.no === no) return state.tell(t("h.say.shown.already", { no: number4(no) }));
  state.notice = null;
  state.holdFor(no, () => void show(state, no));
}

export function cancel(state: HostState): boolean {
  const held = state.drop();
  if (held !== null) state.tell(t("h.say.cancelled", { no: number4(held.no) }));
  return held !== null;
}

/** Shows `no`: what is on the screen goes first, and a view that would hide it makes way. */
export async function show(state: HostState, no: number): Promise<void> {
  if (!(await state.turn())) return;
  const before = state.onScreen?.no ?? null;
  const view = state.meeting?.screen ?? "auto";
  const steps = async (): Promise<void> => {
    if (before !== null && before !== no) await clearScreen(state, before);
    await floor(state, no, "show");
    if (HIDING.includes(view)) await stage(state, { kind: "view", view: "auto" });
  };
  const text = t(view === "blank" ? "h.say.shown.blank" : "h.say.shown", { no: number4(no) });
  await attempt(state, no, steps, text, { what: t("h.undo.show", { no: number4(no) }), run: () => takeDown(state, no) });
}

/** 下屏. */
export async function takeDown(state: HostState, no: number): Promise<void> {
  cancel(state);
  const undo: Undo = { what: t("h.undo.down", { no: number4(no) }), run: () => show(state, no) };
  await attempt(state, no, () => floor(state, no, "take_down"), t("h.say.down", { no: number4(no) }), undo);
}

const ENDED = { answer: "h.say.answered", cover: "h.say.covered", defer: "h.say.deferred" } as const;

/** 会场已答复, 会中已涉及, 会后书面答复; the first two with their moment of the broadcast. */
export async function end(state: HostState, no: number, ending: Ending): Promise<void> {
  const wasShown = state.onScreen?.no === no;
  const moment_ms = state.moment === null ? null : Math.round(state.moment);
  const step: FloorBody = ending === "defer" ? "defer" : ending === "answer" ? { answer: { moment_ms } } : { cover: { moment_ms } };
  const at = moment_ms === null ? t("h.moment.none") : moment(moment_ms);
  const undo: Undo = { what: t("h.undo.end", { no: number4(no) }), run: () => reopen(state, no, wasShown) };
  if (await attempt(state, no, () => floor(state, no, step), t(ENDED[ending], { no: number4(no), at }), undo)) state.backMs = 0;
}

/** Takes an ending back; `again` puts it on the screen where it was, unless something else is there now. */
export async function reopen(state: HostState, no: number, again = false): Promise<void> {
  const steps = async (): Promise<void> => {
    await floor(state, no, "reopen");
    if (again && state.onScreen === null) await floor(state, no, "show");
  };
  await attempt(state, no, steps, t("h.say.reopened", { no: number4(no) }));
}

/** 请 {unit} 回应. */
export function ask(state: HostState, no: number, unit: string): Promise<boolean> {
  return attempt(state, no, () => floor(state, no, { ask: { unit } }), t("h.say.asked", { no: number4(no), unit }));
}

export async function shortlist(state: HostState, no: number): Promise<void> {
  const undo: Undo = { what: t("h.undo.list", { no: number4(no) }), run: () => unlist(state, no) };
  await attempt(state, no, () => floor(state, no, "shortlist"), t("h.say.listed", { no: number4(no) }), undo);
}

export async function unlist(state: HostState, no: number): Promise<void> {
  if (state.hold?.no === no) cancel(state);
  const undo: Undo = { what: t("h.undo.unlist", { no: number4(no) }), run: () => shortlist(state, no) };
  await attempt(state, no, () => floor(state, no, "unlist"), t("h.say.unlisted", { no: number4(no) }), undo);
}

/** Puts a candidate at a place of the list, the first being 0. */
export async function place(state: HostState, no: number, to: number): Promise<void> {
  const before = state.shortlist.map((card) => card.no);
  const nos = moved(before, no, to);
  if (nos === before) return;
  state.order = nos;
  await attempt(state, no, () => stage(state, { kind: "order", nos: [...nos] }), t("h.say.placed", { no: number4(no), n: nos.indexOf(no) + 1 }));
  state.order = null;
}

/** One step of the clicker. Back while something is about to be shown only cancels that, and at once. */
export async function click(state: HostState, by: 1 | -1): Promise<void> {
  if (state.locked) return;
  if (by < 0 && cancel(state)) return;
  // Where one stands is known when the change before has been read back.
  if (!(await state.turn())) return;
  const no = stepAlong(state.line, state.hold?.no ?? null, by);
  if (no === null) state.tell(t(by > 0 ? "h.say.last" : "h.say.first"));
  else hold(state, no);
}

export async function setView(state: HostState, view: View): Promise<void> {
  if (!(await state.turn())) return;
  await attempt(state, null, () => stage(state, { kind: "view", view }), t("h.say.view", { view: tCode("h.view", view) }));
}

/** 排行, and back to what follows the host. */
export async function toggleRank(state: HostState): Promise<void> {
  if (!(await state.turn())) return;
  await setView(state, state.meeting?.screen === "rank" ? "auto" : "rank");
}

/** 黑屏, and back to what was before it. What is about to be shown is dropped. */
export async function toggleBlank(state: HostState): Promise<void> {
  // A press right after another one means what follows from that.
  if (!(await state.turn())) return;
  const view = state.meeting?.screen ?? "auto";
  if (view === "blank") return setView(state, state.beforeBlank);
  cancel(state);
  state.beforeBlank = view;
  await setView(state, "blank");
}

export async function extend(state: HostState, minutes: number): Promise<void> {
  const undo: Undo = { what: t("h.undo.extend", { n: minutes }), run: () => stage(state, { kind: "extend", minutes: -minutes }).then(() => state.read()) };
  await attempt(state, null, () => stage(state, { kind: "extend", minutes }), t("h.say.extended", { n: minutes }), undo);
}

export async function nextItem(state: HostState, item: number, title: string): Promise<void> {
  await attempt(state, null, () => meetings.run(state.id, { action: "start_item", item }), t("h.say.item", { title }));
}

export async function setSpeaker(state: HostState, name: string): Promise<void> {
  const text = name === "" ? t("h.say.speaker.none") : t("h.say.speaker", { name });
  await attempt(state, null, () => stage(state, { kind: "speaker", name }), text);
}

/** The overlay of the broadcast: `off` clears it. */
export async function takeOverlay(state: HostState, layout: Layout | "off", no: number | null): Promise<void> {
  const text = layout === "off" ? t("dr.say.cleared") : t("dr.say.taken", { layout: tCode("dr.layout", layout) });
  await attempt(state, no, () => stage(state, { kind: "overlay", layout, no }), text);
}

/** A line of captions, stamped by the server. Says nothing: the line appears below the box. */
export async function caption(state: HostState, text: string): Promise<boolean> {
  if (state.locked) return false;
  try {
    await stage(state, { kind: "caption", text });
    return true;
  } catch (error) {
    const { text: why, requestId } = failure(error);
    state.complain(why, requestId);
    return false;
  }
}
