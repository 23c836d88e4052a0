// From a command of the keys to what it does. Buttons come here too, so a key and its button cannot differ.
import { number4 } from "../format";
import { t } from "../locale.svelte";
import { assignAll, tagAll } from "./bulk";
import { assignTopic, decide, escalate, move, release, tag, takeOver, undo } from "./decide";
import type { Command } from "./keys";
import { TABS } from "./lists";
import { type Reason, reasonOfDigit } from "./reasons";
import { all, toggle } from "./select";
import type { ConsoleState } from "./state.svelte";

/** A dialog over the console. */
export type Sheet =
  | { readonly show: "help" | "settings" | "undo" | "edit" | "note" | "topics" | "call" | "clear" }
  | { readonly show: "reasons"; readonly needed: boolean }
  | { readonly show: "compare"; readonly place: number }
  | { readonly show: "history"; readonly no: number }
  | { readonly show: "restrict"; readonly no: number; readonly replaces: number | null }
  | { readonly show: "bulk"; readonly kind: "publish" | "reject" | "merge"; readonly reason: Reason | null; readonly forward: boolean }
  | { readonly show: "replay"; readonly sound: boolean };

/** Carries a command out; answers with the dialog that it opens, if any. */
export function carryOut(state: ConsoleState, command: Command): Sheet | null {
  switch (command.do) {
    case "help":
      return { show: "help" };
    case "move":
      move(state, command.by, command.extend);
      return null;
    case "queue":
      openQueue(state, command.place);
      return null;
    case "select":
    case "select_all":
      select(state, command.do);
      return null;
    case "undo":
      // Outside the window a decision is taken back with trace: first it is seen which one.
      return command.pick || !undo(state) ? { show: "undo" } : null;
    case "search":
      state.view.searching = true;
      return null;
    case "history":
      return historyOf(state);
    case "take_over":
      takePeeked(state);
      return null;
    default:
      return state.locked ? lockedOut(state) : decideOn(state, command);
  }
}

function lockedOut(state: ConsoleState): null {
  state.complain(t("m.off"));
  return null;
}

function decideOn(state: ConsoleState, command: Command): Sheet | null {
  if (state.view.picked.size > 0) return onPicked(state, command);
  state.after.flush();
  if (state.current === null) {
    sayWhyNot(state);
    return null;
  }
  return onItem(state, command);
}

function onItem(state: ConsoleState, command: Command): Sheet | null {
  switch (command.do) {
    case "publish":
      decide(state, { kind: "publish", forward: command.forward });
      return null;
    case "reject":
      reject(state, command.digit);
      return null;
    case "merge":
      return merge(state, command.place);
    case "item":
      void tag(state, command.item);
      return null;
    case "topic":
      void assignTopic(state, command.place);
      return null;
    case "escalate":
      if (command.noted) return { show: "note" };
      void escalate(state);
      return null;
    case "release":
      void release(state);
      return null;
    case "reasons":
      return { show: "reasons", needed: command.needed };
    case "compare":
      return { show: "compare", place: 0 };
    case "edit":
      return { show: "edit" };
    case "replay":
      return { show: "replay", sound: command.sound };
    default:
      return null;
  }
}

/** The same keys for everything that is selected; nothing is sent before the count was seen. */
function onPicked(state: ConsoleState, command: Command): Sheet | null {
  switch (command.do) {
    case "publish":
      return { show: "bulk", kind: "publish", reason: null, forward: command.forward };
    case "reject":
      return { show: "bulk", kind: "reject", reason: reasonOfDigit(command.digit) ?? null, forward: false };
    case "reasons":
      return { show: "bulk", kind: "reject", reason: null, forward: false };
    case "merge":
    case "compare":
      return { show: "bulk", kind: "merge", reason: null, forward: false };
    case "item":
      void tagAll(state, command.item);
      return null;
    case "topic":
      void assignAll(state, command.place);
      return null;
    default:
      state.complain(t("m.bulk.not"));
      return null;
  }
}

function reject(state: ConsoleState, digit: number): void {
  const reason = reasonOfDigit(digit);
  if (reason !== undefined) decide(state, { kind: "reject", reason, note: null });
}

/** One that says the opposite is looked at first: the key alone never merges it. */
function merge(state: ConsoleState, place: number): Sheet | null {
  const into = state.current?.similar[place - 1];
  if (into === undefined) state.complain(t("m.say.nosimilar", { n: place }));
  else if (into.polarity_differs || into.state !== "published") return { show: "compare", place: place - 1 };
  else decide(state, { kind: "merge", into: into.no });
  return null;
}

function openQueue(state: ConsoleState, place: number): void {
  const tab = TABS[place - 1]?.tab;
  if (tab !== undefined) state.view.open(tab);
  state.cursor = null;
}

function select(state: ConsoleState, what: "select" | "select_all"): void {
  const under = state.cursor ?? state.current?.no ?? null;
  if (what === "select_all") state.view.picked = all(state.view.shown);
  else if (under !== null) state.view.picked = toggle(state.view.picked, under);
}

function historyOf(state: ConsoleState): Sheet | null {
  const no = state.cursor ?? state.current?.no ?? null;
  return no === null ? null : { show: "history", no };
}

function takePeeked(state: ConsoleState): void {
  if (state.locked) state.complain(t("m.off"));
  else if (state.peek !== null) void takeOver(state, state.peek.no);
}

/** Nothing on the desk: an item that is only looked at must be taken first. */
function sayWhyNot(state: ConsoleState): void {
  if (state.peek !== null) state.complain(`${t("m.no", { no: number4(state.peek.no) })}${t("m.colon")}${t("m.peek")}`);
}
