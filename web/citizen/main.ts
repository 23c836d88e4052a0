// The citizen's page comes whole from the server; this makes it live. It works on the server's markup and brings no text of its own.
import "./citizen.css";
import { Backings } from "./backing.ts";
import { paintCount } from "./card.ts";
import { serverNow, setServerNow, startClock } from "./clock.ts";
import { timeOfDay } from "../shared/figures.ts";
import { Compose } from "./compose.ts";
import { Feed } from "./feed.ts";
import { Ladder, POLL_MS, type Line } from "./net.ts";
import { paintMeeting } from "./now.ts";
import { byId, find, readState, t, write, type PageState } from "./page.ts";
import { keepPlace } from "./place.ts";
import { Sheet } from "./sheet.ts";
import { confirm, say } from "./status.ts";

/** "Back online" stays this long. */
const BACK_MS = 4_000;

function showLine(line: Line, received: number, asOf: number): void {
  const bar = byId("net");
  if (!bar) return;
  const words = {
    open: () => "",
    back: () => t("net.back", { n: received }),
    off: () => (line.state === "off" ? `${t("net.off", { n: line.attempt })} ${t("net.old", { time: timeOfDay(asOf) })}` : ""),
    slow: () => t("net.slow", { s: POLL_MS / 1_000 }),
  }[line.state]();
  keepPlace(() => {
    bar.hidden = !words;
    write(bar, ".w", words);
  });
  if (line.state === "off" || line.state === "back") say(words);
  if (line.state !== "back") return;
  window.setTimeout(() => {
    const shown = find(bar, ".w");
    if (shown && shown.textContent === words) keepPlace(() => (bar.hidden = true));
  }, BACK_MS);
}

function composer(state: PageState, feed: Feed): Compose | null {
  const form = document.querySelector<HTMLFormElement>("form.compose");
  if (!form) return null;
  return new Compose(form, { meeting: state.meeting, charsMin: state.chars_min, supported: feed.supported });
}

function openSheet(compose: Compose): Sheet | null {
  const panel = byId("sheet");
  if (!panel) return null;
  const sheet = new Sheet(panel, () => compose.text);
  const post = document.querySelector<HTMLElement>(".nav .post");
  if (post) {
    post.addEventListener("click", (event) => {
      event.preventDefault();
      sheet.open(post);
    });
  }
  return sheet;
}

function follow(state: PageState, feed: Feed): void {
  let lastSeen = serverNow();
  let missed = 0;
  let away = false;
  const ladder = new Ladder(state.meeting.id, {
    seq: () => feed.replica.seq,
    frame: (frame) => {
      const applied = feed.replica.apply(frame);
      lastSeen = serverNow();
      if (applied === "hole") return false;
      if (applied !== "old") {
        if (away) missed += applied.length;
        feed.show(applied);
      }
      return true;
    },
    resync: () => feed.resync(),
    line: (line) => {
      away = line.state === "off" || (line.state === "back" && away);
      showLine(line, missed, lastSeen);
      if (line.state === "open" || line.state === "back") missed = 0;
    },
  });
  ladder.start();
}

function start(state: PageState): void {
  setServerNow(state.now, state.speed);
  startClock();
  let item = state.meeting.current_item;
  let compose: Compose | null = null;
  const feed = new Feed(state, (meeting) => {
    paintMeeting(meeting, item, state.locale);
    item = meeting.current_item;
    if (compose) compose.meetingChanged(meeting);
  });
  const holders = (no: number): HTMLElement[] => Array.from(document.querySelectorAll<HTMLElement>(`[data-no="${no}"] .sup`));
  const backings = new Backings(state.meeting.id, state.locale, feed.supported, holders, (no, supports) => {
    const article = feed.article(no);
    if (article) paintCount(article, supports, state.locale);
  });
  const list = byId("feed");
  if (list) backings.listen(list);
  compose = composer(state, feed);
  const sheet = compose && openSheet(compose);
  const similar = byId("similar");
  if (similar) {
    backings.listen(similar, () => {
      if (sheet) sheet.close();
      confirm(t("c.joined"));
    });
  }
  follow(state, feed);
}

const state = readState();
if (state) start(state);
