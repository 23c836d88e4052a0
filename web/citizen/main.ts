// The citizen's page comes whole from the server; this makes it live. It works on the server's markup and brings no text of its own.
import "./citizen.css";
import { followAxis } from "./axis.ts";
import { Backings } from "./backing.ts";
import { startBroadcast } from "./broadcast.ts";
import { captioned } from "./captions.ts";
import { paintCount } from "./card.ts";
import { setServerNow, startClock } from "./clock.ts";
import { Compose } from "./compose.ts";
import { Feed } from "./feed.ts";
import { follow } from "./follow.ts";
import { atRest, leftWaiting, offline } from "./later.ts";
import { restoreLook } from "./look.ts";
import { watchingMoment } from "./moment.ts";
import { foldOnScroll, paintLeft, paintMeeting } from "./now.ts";
import { byId, readState, t, type PageState } from "./page.ts";
import { resume } from "./seen.ts";
import { keepScrollOverLanguages } from "./scroll.ts";
import { Sheet } from "./sheet.ts";
import { confirm } from "./status.ts";

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

function start(state: PageState): void {
  const { asOf, changed, page } = resume(state);
  setServerNow(state.now, state.speed);
  const broadcast = startBroadcast(state);
  let item = state.meeting.current_item;
  let compose: Compose | null = null;
  const feed = new Feed(state, {
    meeting: (meeting) => {
      paintMeeting(meeting, item, state.locale);
      item = meeting.current_item;
      broadcast.meetingChanged(meeting);
      if (compose) compose.meetingChanged(meeting);
    },
    published: (card) => broadcast.published(card),
    caption: captioned,
  });
  startClock(watchingMoment, () => paintLeft(feed.replica.meeting));
  foldOnScroll(() => feed.replica.meeting);
  followAxis(state.meeting.id, (ms) => broadcast.play(ms));
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
  follow(state.meeting.id, feed, asOf);
  const queue = (): void => void offline().then(({ start: begin }) => begin(page), () => undefined);
  if (leftWaiting()) queue();
  else atRest(queue);
  void backings.restore(changed).catch(() => undefined);
  atRest(() => void import("./mine.ts").then(({ followMine }) => followMine(state.meeting.id), () => undefined));
}

/** The other pages are whole without a script; what waits on this phone is shown and sent from them too. */
function startElsewhere(): void {
  if (byId("cards")) void import("./answer_cards.ts").then(({ startCards }) => startCards(), () => undefined);
  if (byId("mine") || byId("link-copy")) void import("./mine.ts").then(({ startMine }) => startMine(), () => undefined);
  if (leftWaiting()) void offline().then(({ start: begin }) => begin(""), () => undefined);
}

restoreLook();
keepScrollOverLanguages();
const state = readState();
if (state) start(state);
else startElsewhere();
