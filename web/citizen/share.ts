// Sharing: a link that opens the same suggestion and the same moment on another device.
import "./settings.css";
import { clock, fourDigits } from "../shared/figures.ts";
import { watchingMoment } from "./moment.ts";
import { byId, find, t, write } from "./page.ts";
import { fromTemplate, openPanel } from "./panel.ts";
import { say } from "./status.ts";

export interface Shared {
  meeting: string;
  /** Agenda item, from 1. */
  item: number | null;
  /** The suggestion that the reader is at. */
  no: number | null;
  momentMs: number | null;
}

/** `/m/{meeting}?a={item}&n={no}&t={seconds}`: what is not known is left out. */
export function shareLink(origin: string, shared: Shared): string {
  const pairs = [
    shared.item === null ? "" : `a=${shared.item}`,
    shared.no === null ? "" : `n=${shared.no}`,
    shared.momentMs === null ? "" : `t=${Math.floor(shared.momentMs / 1_000)}`,
  ].filter((pair) => pair);
  return `${origin}/m/${shared.meeting}${pairs.length > 0 ? `?${pairs.join("&")}` : ""}`;
}

async function copy(field: HTMLInputElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.select();
    return document.execCommand("copy");
  }
}

interface Sharing {
  share?: (data: { title: string; url: string }) => Promise<void>;
}

/** Opens the dialog that shares what the reader is at. */
export function openShare(opener: HTMLElement, meeting: string, item: number | null, card: HTMLElement | null): void {
  const body = fromTemplate("share-panel");
  if (!body) return;
  const no = card ? Number(card.dataset["no"]) : null;
  const momentMs = watchingMoment();
  const panel = openPanel(t("share.t"), body, opener);
  const field = find<HTMLInputElement>(panel, "#share-link");
  const whole = find<HTMLInputElement>(panel, "[name=share-whole]");
  const refresh = (): void => {
    if (!field) return;
    const only = Boolean(whole && whole.checked);
    field.value = shareLink(location.origin, { meeting, item: only ? null : item, no: only ? null : no, momentMs: only ? null : momentMs });
    const parts = [no === null ? "" : t("share.card", { no: fourDigits(no) }), momentMs === null ? "" : t("share.what", { time: clock(momentMs) })];
    write(panel, "#share-what", only ? document.title : parts.filter((part) => part).join(" · ") || document.title);
  };
  refresh();
  if (whole) whole.addEventListener("change", refresh);
  const done = byId("share-done");
  const button = find(panel, "#share-copy");
  if (button && field) {
    button.addEventListener("click", () => {
      void copy(field).then((copied) => {
        const words = t(copied ? "share.copied" : "share.select");
        if (done) done.textContent = words;
        say(words);
      });
    });
  }
  const send = find(panel, "#share-send");
  const system = (navigator as Sharing).share;
  if (send && system && field) {
    send.hidden = false;
    send.addEventListener("click", () => void system.call(navigator, { title: document.title, url: field.value }).catch(() => undefined));
  }
}
