// From a command of the keys to what it does. Buttons come here too, so a key and its button cannot differ.
import { number4 } from "../format";
import { t } from "../locale.svelte";
import { decide, escalate, release, tag, takeOver, undo } from "./decide";
import type { Command } from "./keys";
import { reasonOfDigit } from "./reasons";
import type { ConsoleState } from "./state.svelte";

/** A dialog over the console. */
export type Sheet = "help" | "settings" | "reasons" | "compare" | null;

/** Carries a command out; answers with the dialog that it opens, if any. */
export function carryOut(state: ConsoleState, command: Command): Sheet {
  if (command.do === "help") return "help";
  if (command.do === "undo") void undo(state);
  else if (command.do === "take_over") takePeeked(state);
  else if (state.locked) state.complain(t("m.off"));
  else if (state.current === null) sayWhyNot(state);
  else return onItem(state, command);
  return null;
}

function onItem(state: ConsoleState, command: Command): Sheet {
  switch (command.do) {
    case "publish":
      decide(state, { kind: "publish", forward: command.forward });
      return null;
    case "reject":
      reject(state, command.digit);
      return null;
    case "merge":
      merge(state, command.place);
      return null;
    case "topic":
      void tag(state, command.item);
      return null;
    case "escalate":
      void escalate(state);
      return null;
    case "release":
      void release(state);
      return null;
    case "reasons":
    case "compare":
      return command.do;
    default:
      return null;
  }
}

function reject(state: ConsoleState, digit: number): void {
  const reason = reasonOfDigit(digit);
  if (reason !== undefined) decide(state, { kind: "reject", reason, note: null });
}

function merge(state: ConsoleState, place: number): void {
  const into = state.current?.similar[place - 1];
  if (into === undefined) state.complain(t("m.say.nosimilar", { n: place }));
  else decide(state, { kind: "merge", into: into.no });
}

function takePeeked(state: ConsoleState): void {
  if (state.peek !== null) void takeOver(state, state.peek.no);
}

/** Nothing on the desk: an item that is only looked at must be taken first. */
function sayWhyNot(state: ConsoleState): void {
  if (state.peek !== null) state.complain(`${t("m.no", { no: number4(state.peek.no) })}${t("m.colon")}${t("m.peek")}`);
}
