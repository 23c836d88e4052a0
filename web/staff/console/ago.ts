// How long ago something was, in words. `ms` is real time.
import { t } from "../locale.svelte";

export function agoWords(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  return seconds < 60 ? t("m.ago.s", { n: seconds }) : t("m.ago.min", { n: Math.floor(seconds / 60) });
}
