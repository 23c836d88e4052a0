// Keeping this one and merging the other into it. Only what is public can be merged into, so the other follows once this one is; should
// this page be closed meanwhile, the other simply stays as it was.
import { Refused } from "../api";
import { desk } from "../endpoints";
import { failure } from "../failure";
import { number4 } from "../format";
import { t } from "../locale.svelte";
import { decide } from "./decide";
import type { ConsoleState } from "./state.svelte";
import { add, type TrayEntry } from "./tray";
import type { DealtItem, MergeCandidate } from "../../shared/protocol";

/** The decision takes effect on the server's clock: so many tries, so far apart, until it has. */
const TRIES_MAX = 5;
const TRY_MS = 1_000;

/** Publishes the item on the desk; when that has taken effect, `other` is merged into it. */
export function keepThis(state: ConsoleState, item: DealtItem, other: MergeCandidate): void {
  state.pairs = [...state.pairs.filter((pair) => pair.kept !== item.no), { kept: item.no, other: other.no, text: other.text, waits: other.state !== "published" }];
  decide(state, { kind: "publish", forward: false });
}

/** What took effect may be what another waits for. */
export function follow(state: ConsoleState, effects: readonly TrayEntry[]): void {
  for (const { no, kind } of effects) {
    const pair = state.pairs.find((one) => one.kept === no);
    if (pair === undefined) continue;
    state.pairs = state.pairs.filter((one) => one !== pair);
    if (kind === "publish") void mergeOther(state, pair, TRIES_MAX);
  }
}

export interface Pair {
  readonly kept: number;
  readonly other: number;
  readonly text: string;
  /** Whether the other waits for its decision, or is public. */
  readonly waits: boolean;
}

async function mergeOther(state: ConsoleState, pair: Pair, tries: number): Promise<void> {
  try {
    const revision = await revisionOf(state, pair);
    const reply = await desk.decide(state.meeting, state.console, pair.other, revision, { kind: "merge", into: pair.kept, into_kind: "backer" });
    state.buffer.remove(pair.other);
    state.buffer.answered(pair.other);
    state.show();
    if (reply.effective_at !== null) {
      state.setTray(add(state.tray, {
        no: pair.other, kind: "merge", into: pair.kept, text: pair.text, startedAt: state.now, effectiveAt: reply.effective_at, status: "held", item: null,
      }));
    }
    state.tell(t("m.say.pair", { no: number4(pair.other), into: number4(pair.kept) }));
  } catch (error) {
    if (error instanceof Refused && error.code === "bad_merge_target" && tries > 1) {
      setTimeout(() => void mergeOther(state, pair, tries - 1), TRY_MS);
      return;
    }
    const { text: why, requestId } = failure(error);
    state.complain(t("m.say.pair.failed", { no: number4(pair.other), why }), requestId);
  }
}

/** The other's present wording; one that waits is taken first, so that nobody else decides it. */
async function revisionOf(state: ConsoleState, pair: Pair): Promise<number> {
  if (pair.waits) {
    const ticket = state.buffer.ask();
    const reply = await desk.takeOver(state.meeting, state.console, pair.other);
    state.take(reply, ticket);
    return reply.items.find((item) => item.no === pair.other)?.revision ?? 1;
  }
  const found = await desk.find(state.meeting, { q: String(pair.other) });
  return found.items.find((row) => row.no === pair.other)?.revision ?? 1;
}
