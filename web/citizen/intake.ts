// Whether suggestions are taken, and what to say about it: the words of crates/protocol/src/form.rs.
import type { MeetingCard } from "../shared/protocol.ts";
import { serverNow } from "./clock.ts";
import { t } from "./page.ts";

export function intake(meeting: MeetingCard): { open: boolean; words: string } {
  const { phase, windows } = meeting;
  const late = windows.late && (windows.late_until === null || serverNow() <= windows.late_until);
  const open =
    (phase.state === "open" && windows.pre) || (phase.state === "live" && windows.live) || (phase.state === "late" && late);
  if (!open) return { open, words: t("lim.closed.now") };
  if (meeting.intake.mode === "paused") return { open: false, words: t("lim.paused") };
  const said: string[] = [];
  if (meeting.intake.mode === "slow") said.push(t("lim.slow", { s: meeting.intake.interval_s || 0 }));
  if (meeting.autoclear && meeting.policy["review"] === "pre") said.push(t("lim.clear", { n: meeting.autoclear }));
  return { open, words: said.join(" · ") };
}
