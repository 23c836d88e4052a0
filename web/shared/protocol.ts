// The wire's types, generated from crates/protocol. Do not edit: `YANLU_BLESS=1 cargo test -p protocol --test typescript`.
// Over 400 lines: one generated file is easier to find than twenty.

/**
 * A public suggestion as a card shows it.
 */
export type Card = {
/**
 * Its number, which is also its id.
 */
no: number,
/**
 * The public text.
 */
text: string,
/**
 * Its agenda item, from 1.
 */
agenda_item: number | null,
/**
 * The broadcast moment, ms from the start.
 */
moment_ms: number | null,
/**
 * The place meant.
 */
area: string | null,
/**
 * The name shown.
 */
display_name: string | null,
/**
 * When it was handed in (ms since 1970).
 */
submitted_at: number,
/**
 * When it became public (ms since 1970).
 */
published_at: number,
/**
 * How many people back it.
 */
supports: number,
/**
 * How many suggestions were merged into it.
 */
merged: number,
/**
 * Whether staff or a mask changed the wording.
 */
edited: boolean,
/**
 * In what way staff changed the wording, where they did.
 */
edit?: CardEdit,
/**
 * Close suggestions that stand beside it.
 */
related?: Array<number>,
/**
 * What was merged into it and stands below it.
 */
supplements?: Array<CardSupplement>,
/**
 * The unit that the chair asked to respond.
 */
asked: string | null,
/**
 * Where it stands on the floor.
 */
floor: { state: string, moment_ms?: number | null }, };

/**
 * A change of wording by staff.
 */
export type CardEdit = {
/**
 * In what way.
 */
kind: 'typo' | 'mask' | 'shorten',
/**
 * What it said before, personal data masked; `null` where that would uncover what was covered.
 */
before: string | null, };

/**
 * A text that was merged in and stands below.
 */
export type CardSupplement = {
/**
 * The number that it had.
 */
no: number,
/**
 * The public text.
 */
text: string, };

/**
 * What everybody may know of the meeting itself.
 */
export type MeetingCard = {
/**
 * Its id.
 */
id: string,
/**
 * Its six-digit code.
 */
code: string,
/**
 * The topic.
 */
title: string,
/**
 * The body that holds it.
 */
organiser: string,
/**
 * What it is about.
 */
summary: string,
/**
 * HLS address; empty without a broadcast.
 */
stream_url: string,
/**
 * Address of the broadcast's sound alone; empty without one.
 */
audio_url: string,
/**
 * Address of the broadcast's captions (`WebVTT`); empty without any.
 */
captions_url: string,
/**
 * Seconds that the broadcast is behind, where the stream itself does not say.
 */
stream_delay_s: number,
/**
 * The responsible units that may be asked to respond.
 */
units: Array<string>,
/**
 * The other sites that may show the meeting in a frame.
 */
embed_from: Array<string>,
/**
 * When the broadcast is planned to start.
 */
starts_at: number | null,
/**
 * Where it stands.
 */
phase: { state: string, since?: number, ended?: number, at?: number },
/**
 * How fast suggestions are taken.
 */
intake: { mode: 'normal' | 'slow' | 'paused', interval_s?: number },
/**
 * After how many published suggestions an author is public before a reviewer looks; absent: nobody is.
 */
autoclear?: number,
/**
 * The agenda item running now.
 */
current_item: number | null,
/**
 * The suggestion on the chamber's screen now.
 */
on_screen: number | null,
/**
 * What the big screen shows.
 */
screen: 'auto' | 'rank' | 'focus' | 'timer' | 'wait' | 'blank',
/**
 * What the broadcast's overlay shows.
 */
overlay: { layout: 'off' | 'lower' | 'ticker' | 'rank' | 'qr' | 'timer', no: number | null },
/**
 * Who speaks now; empty: the running item's own speaker.
 */
speaker: string,
/**
 * The agenda.
 */
agenda: Array<{ title: string, speaker: string, planned_minutes: number, started_at: number | null, ended_at: number | null }>,
/**
 * When suggestions are taken.
 */
windows: { pre: boolean, live: boolean, late: boolean, late_until: number | null },
/**
 * The rules.
 */
policy: Record<string, string | number | boolean>, };

/**
 * Sums over the public suggestions.
 */
export type Totals = {
/**
 * Public suggestions.
 */
suggestions: number,
/**
 * Backings of public suggestions.
 */
supports: number,
/**
 * Suggestions that live on in a public one.
 */
merged: number, };

/**
 * How a board's suggestions are ordered.
 */
export type BoardOrder = "supports" | "newest" | "no";

/**
 * A snapshot at `seq`: `GET …/board?order=&agenda_item=&page=&limit=`.
 */
export type Board = {
/**
 * The place in the log that it shows. Ask for frames `since` this.
 */
seq: number,
/**
 * The meeting's clock when it was made (ms since 1970).
 */
at: number,
/**
 * The meeting.
 */
meeting: MeetingCard,
/**
 * Sums over all public suggestions, not only this page.
 */
totals: Totals,
/**
 * How the suggestions are ordered.
 */
order: BoardOrder,
/**
 * This page, from 1.
 */
page: number,
/**
 * How many pages there are (at least 1).
 */
pages: number,
/**
 * The suggestions of this page.
 */
suggestions: Array<Card>, };

/**
 * One public change.
 */
export type Item = { "t": "published" } & Card | { "t": "unpublished",
/**
 * Which one.
 */
no: number,
/**
 * Why.
 */
because: 'withdrawn' | 'edited' | 'hidden' | 'declined' | 'reopened', } | { "t": "merged",
/**
 * The one that ended.
 */
no: number,
/**
 * The one that goes on.
 */
into: number,
/**
 * Backers of the one that goes on.
 */
supports: number,
/**
 * Suggestions merged into it.
 */
merged: number,
/**
 * The text of the one that ended, where it stands below the other from now on.
 */
supplement?: string, } | { "t": "unmerged",
/**
 * The one that stands for itself again.
 */
no: number,
/**
 * The one that it had been merged into.
 */
into: number,
/**
 * Backers of that one.
 */
supports: number,
/**
 * Suggestions merged into it.
 */
merged: number, } | { "t": "supports",
/**
 * `[[no, supports], …]`, each suggestion at most once.
 */
totals: Array<[number, number]>, } | { "t": "floor",
/**
 * Which suggestion.
 */
no: number,
/**
 * Its new state.
 */
floor: { state: string, moment_ms?: number | null }, } | { "t": "asked",
/**
 * To which suggestion.
 */
no: number,
/**
 * Which unit.
 */
unit: string, } | { "t": "caption",
/**
 * The broadcast moment, ms from the start.
 */
moment_ms: number,
/**
 * The line.
 */
text: string, } | { "t": "meeting",
/**
 * Its whole new public face.
 */
meeting: MeetingCard, };

/**
 * The changes of a stretch of the log, `from` and `to` included.
 */
export type Frame = {
/**
 * The first place covered: one after what the reader has, or earlier.
 */
from: number,
/**
 * The last place covered.
 */
to: number,
/**
 * The public changes among them, in order, counts coalesced.
 */
items: Array<Item>, };

/**
 * What a socket or event stream says when it cannot go on from `since`: fetch the board again.
 */
export type Resync = {
/**
 * Always `true`; the field's presence tells it from a frame.
 */
resync: boolean,
/**
 * The head of the log now.
 */
seq: number, };

/**
 * A segment's number and range.
 */
export type SegmentRange = {
/**
 * `…/feed/{n}.json`.
 */
n: number,
/**
 * First place covered.
 */
from: number,
/**
 * Last place covered.
 */
to: number, };

/**
 * `…/feed/live.json`: which segments there are.
 */
export type LiveSegments = {
/**
 * The number of the newest closed segment; segment numbers are the log clock divided by 2,000 ms.
 */
newest: number,
/**
 * The last place in the log that the closed segments cover.
 */
seq: number,
/**
 * The newest segments that are not empty, oldest first: number and the places that each covers.
 */
segments: Array<SegmentRange>,
/**
 * Length of a segment in ms.
 */
segment_ms: number, };

/**
 * `…/feed/{n}.json`: one segment; immutable, the same bytes from every node.
 */
export type Segment = {
/**
 * Its number.
 */
n: number,
/**
 * The first place covered: one after what the reader has, or earlier.
 */
from: number,
/**
 * The last place covered.
 */
to: number,
/**
 * The public changes among them, in order, counts coalesced.
 */
items: Array<Item>, };

/**
 * `POST …/suggestions`.
 */
export type SubmitBody = {
/**
 * The text.
 */
text: string,
/**
 * The agenda item, from 1; without it, the one running now.
 */
agenda_item?: number,
/**
 * The broadcast moment, ms from the start.
 */
moment_ms?: number,
/**
 * The place meant.
 */
area?: string,
/**
 * The name to show.
 */
display_name?: string, };

/**
 * The answer to a suggestion: 201.
 */
export type SubmitReply = {
/**
 * Its id in addresses: the same number.
 */
id: number,
/**
 * Its number.
 */
no: number,
/**
 * Its review state: `pending`, or `published` in post-moderation.
 */
state: string,
/**
 * The receipt: proof of what was taken and when. Keep it.
 */
receipt: string,
/**
 * When it was taken (ms since 1970).
 */
submitted_at: number, };

/**
 * `PUT …/suggestions/{no}` by its author.
 */
export type EditBody = {
/**
 * The new text.
 */
text: string, };

/**
 * The answer to `PUT` and `DELETE …/suggestions/{no}/support`: 200.
 */
export type SupportReply = {
/**
 * Whether the person backs it now.
 */
supported: boolean,
/**
 * How many people back it now.
 */
supports: number, };

/**
 * The suggestion in which another lives on.
 */
export type GoesOn = {
/**
 * Its number.
 */
no: number,
/**
 * How many people back it.
 */
supports: number,
/**
 * Where it stands on the floor.
 */
floor: { state: string, moment_ms?: number | null },
/**
 * The unit that the chair asked to respond.
 */
asked: string | null, };

/**
 * One's own suggestion.
 */
export type MyCard = {
/**
 * Its number.
 */
no: number,
/**
 * The author's text.
 */
text: string,
/**
 * What the author may know of its state: `pending`, `checking`, `published`, `edited`, `merged`, `returned`, `rejected`, `withdrawn`,
 * `appealed`.
 */
state: string,
/**
 * Why it was returned or not taken up: a code with a text under `reason.{code}`.
 */
reason: string | null,
/**
 * A moderator's words.
 */
note: string | null,
/**
 * Where it lives on.
 */
merged_into: number | null,
/**
 * Its backers, when public.
 */
supports: number,
/**
 * When it was handed in (ms since 1970).
 */
submitted_at: number,
/**
 * Until when it may be edited or withdrawn (ms since 1970); `null` when it may not.
 */
editable_until: number | null,
/**
 * Its agenda item, from 1.
 */
agenda_item: number | null,
/**
 * The broadcast moment, ms from the start.
 */
moment_ms: number | null,
/**
 * Where it stands on the floor.
 */
floor: { state: string, moment_ms?: number | null },
/**
 * The unit that the chair asked to respond.
 */
asked: string | null,
/**
 * When the author last had something new to learn of it (ms since 1970).
 */
changed_at: number,
/**
 * Whether that was an outcome which the author has not seen on this device.
 */
unread: boolean,
/**
 * Until when its author may ask for a second look (ms since 1970); `null` when they may not.
 */
appealable_until: number | null,
/**
 * When its author asked for a second look that is not decided yet (ms since 1970).
 */
appealed_at: number | null,
/**
 * When it was merged: the suggestion that goes on, while that is public.
 */
goes_on: GoesOn | null, };

/**
 * What one may not do for a while. What one has suggested and backed stays as it is.
 */
export type MyRestriction = {
/**
 * `mute`: no suggestions; `suspend`: no backing and no answers either.
 */
kind: 'mute' | 'suspend',
/**
 * Why: a code with a text under `reason.{code}`.
 */
reason: string,
/**
 * The staff's words.
 */
note: string | null,
/**
 * Since when (ms since 1970).
 */
since: number,
/**
 * Until when; `null`: until the meeting is closed.
 */
until: number | null,
/**
 * Whom to tell if one objects: the meeting's organiser; empty when the meeting names none.
 */
contact: string, };

/**
 * `GET …/mine`: the reader's own suggestions and backings.
 */
export type MineReply = {
/**
 * Own suggestions, latest change first.
 */
suggestions: Array<MyCard>,
/**
 * Numbers of the suggestions that the reader backs.
 */
supported: number[],
/**
 * How many more suggestions the reader may make in this meeting.
 */
left: number,
/**
 * How many of the suggestions had an outcome since the reader last looked at their list on this device.
 */
unread: number,
/**
 * What the reader may not do for now; `null`: nothing.
 */
restriction: MyRestriction | null, };

/**
 * `POST …/suggestions/{no}/appeal`.
 */
export type AppealBody = {
/**
 * Why, in the author's words.
 */
note?: string, };

/**
 * A card to answer.
 */
export type AnswerCard = {
/**
 * The suggestion's number.
 */
no: number,
/**
 * Its public text.
 */
text: string,
/**
 * Its agenda item, from 1.
 */
agenda_item: number | null,
/**
 * Answers this card once. A later card for the same suggestion makes it void.
 */
token: string, };

/**
 * `GET …/cards`: suggestions that the server asks this reader about.
 */
export type CardsReply = {
/**
 * At most 9, in no order that means anything.
 */
cards: Array<AnswerCard>,
/**
 * There is none now, but there may be some later.
 */
waiting: boolean, };

/**
 * What a reader says of a card.
 */
export type CardAnswer = {
/**
 * The suggestion's number.
 */
no: number,
/**
 * The card's token.
 */
token: string,
/**
 * `support`, `not_now` or `skip`.
 */
answer: 'support' | 'not_now' | 'skip', };

/**
 * `POST …/answers`.
 */
export type AnswersBody = {
/**
 * 1–20 answers.
 */
answers: Array<CardAnswer>, };

/**
 * An answer that does not count.
 */
export type RefusedAnswer = {
/**
 * The suggestion's number.
 */
no: number,
/**
 * Why: a code of the problem documents. `already_answered` means that an earlier answer counts.
 */
code: string, };

/**
 * The answer to `POST …/answers`.
 */
export type AnswersReply = {
/**
 * How many of the answers count.
 */
accepted: number,
/**
 * The others.
 */
refused: Array<RefusedAnswer>, };

/**
 * A similar suggestion.
 */
export type SimilarCard = {
/**
 * Its number.
 */
no: number,
/**
 * Its public text.
 */
text: string,
/**
 * Its backers.
 */
supports: number,
/**
 * How close it is, 0–100.
 */
percent: number, };

/**
 * `GET …/similar?text=`: public suggestions that say something close.
 */
export type SimilarReply = {
/**
 * At most 3, closest first.
 */
similar: Array<SimilarCard>, };

/**
 * `POST …/queue/deal`: lease up to `want` items (at most 5 held), oldest first.
 */
export type DealBody = {
/**
 * The console window.
 */
console: string,
/**
 * How many items it wishes to hold in all, 1–5.
 */
want: number,
/**
 * Only of these agenda items (from 1); none named means of all, and what belongs to no item.
 */
items?: Array<number>,
/**
 * Whether this person takes items with a flag that needs care.
 */
flagged?: boolean, };

/**
 * `POST …/queue/renew` and `POST …/queue/release`.
 */
export type LeaseBody = {
/**
 * The console window.
 */
console: string,
/**
 * Which items; empty means all that it holds.
 */
nos: number[], };

/**
 * A stretch of a text, in UTF-16 code units as browsers count.
 */
export type Mark = {
/**
 * First unit.
 */
from: number,
/**
 * One after the last unit.
 */
to: number,
/**
 * What it is: `mobile`, `id_number`, `email`, and what else the masks know.
 */
kind: string,
/**
 * What will be published in its place.
 */
masked: string, };

/**
 * A word of a list that stands in a text, in UTF-16 code units as browsers count.
 */
export type Hit = {
/**
 * First unit.
 */
from: number,
/**
 * One after the last unit.
 */
to: number,
/**
 * The name of the list.
 */
list: string,
/**
 * How much it weighs.
 */
level: 'watch' | 'review' | 'block',
/**
 * The word as the list has it.
 */
word: string,
/**
 * Whether it only sounds so, in pinyin or half in pinyin: such a word weighs `review` at most.
 */
by_sound: boolean, };

/**
 * What a check looks at.
 */
export type CheckKind = "personal_data" | "words" | "link" | "flood" | "near_identical" | "new_author";

/**
 * One line of the row of checks.
 */
export type Check = {
/**
 * What was looked at.
 */
kind: CheckKind,
/**
 * Whether nothing was found.
 */
ok: boolean,
/**
 * How many were found.
 */
count: number,
/**
 * What was found, where it has a name: kinds of personal data, lists, links; at most 5.
 */
words: Array<string>, };

/**
 * What an author may not do for now.
 */
export type AuthorRestriction = {
/**
 * Its number, as addresses name it.
 */
id: number,
/**
 * `mute`: no suggestions; `suspend`: no backing and no answers either.
 */
kind: 'mute' | 'suspend',
/**
 * Why.
 */
reason: string,
/**
 * Until when (ms since 1970); `null`: until the meeting is closed.
 */
until: number | null, };

/**
 * How the author's suggestions in this meeting stand.
 */
export type AuthorCounts = {
/**
 * The author's handle in this meeting: pseudonymous, for staff only.
 */
id: string,
/**
 * Handed in, this one included.
 */
submitted: number,
/**
 * Public.
 */
published: number,
/**
 * Merged.
 */
merged: number,
/**
 * Returned, rejected or hidden.
 */
declined: number,
/**
 * What the author may not do for now; `null`: nothing.
 */
restricted: AuthorRestriction | null, };

/**
 * How close two texts are.
 */
export type Band = "maybe" | "likely" | "almost" | "exact";

/**
 * A suggestion that an item may be merged into.
 */
export type MergeCandidate = {
/**
 * Its number.
 */
no: number,
/**
 * Its public text; the author's text when it waits.
 */
text: string,
/**
 * Its backers.
 */
supports: number,
/**
 * How close it is, 0–1.
 */
score: number,
/**
 * The same, 0–100.
 */
percent: number,
/**
 * How close it is, in words.
 */
band: Band,
/**
 * Whether one of the two says "not" where the other does not.
 */
polarity_differs: boolean,
/**
 * Whether the desk proposes to merge into it: as good as the same text, the same polarity, and public. At most one of a list.
 */
preticked: boolean,
/**
 * `published`, or the state in which it waits: one that waits cannot be merged into yet.
 */
state: string,
/**
 * Whether it is on the chamber's screen now.
 */
on_screen: boolean, };

/**
 * `GET …/candidates?no=&text=`: by likeness, by words or by number. Who is no reviewer finds public ones only.
 */
export type CandidatesReply = {
/**
 * Closest first, at most 10.
 */
similar: Array<MergeCandidate>, };

/**
 * `GET …/suggestions/{no}/merge-preview?into=&kind=backer|supplement`: what a merge would look like. Nothing happens.
 */
export type MergePreview = {
/**
 * The one that goes on, as everybody would see it.
 */
public: Card,
/**
 * What would stand below it, for a supplement.
 */
supplement: string | null,
/**
 * What the author of the one that ends is told.
 */
author: string,
/**
 * People who back either, and the author of the one that ends, each once.
 */
union_supports: number, };

/**
 * An item on the desk.
 */
export type DealtItem = {
/**
 * Its number.
 */
no: number,
/**
 * The author's text, whole.
 */
text: string,
/**
 * The text as it would be published, personal data masked.
 */
shown: string,
/**
 * The stretches of `text` that hold personal data.
 */
marks: Array<Mark>,
/**
 * The words of the lists that stand in `text`.
 */
hits: Array<Hit>,
/**
 * What was looked at, one line each, the clean ones too.
 */
checks: Array<Check>,
/**
 * What the checks noticed.
 */
flags: string[],
/**
 * Pass it back with the decision.
 */
revision: number,
/**
 * Its agenda item.
 */
agenda_item: number | null,
/**
 * The broadcast moment.
 */
moment_ms: number | null,
/**
 * The place meant.
 */
area: string | null,
/**
 * The name to show.
 */
display_name: string | null,
/**
 * When it was handed in (ms since 1970).
 */
submitted_at: number,
/**
 * `pending`, `held`, `appealed`, or `published` when it is public and unread.
 */
state: string,
/**
 * A colleague's words, when held; the author's, when appealed.
 */
note: string | null,
/**
 * Until when the lease holds (ms since 1970).
 */
leased_until: number,
/**
 * Whether it is public already and nobody has looked at it yet.
 */
unread: boolean,
/**
 * Its topic: the number of the topic's first suggestion.
 */
topic: number | null,
/**
 * Close suggestions, public and waiting, closest first, at most 5.
 */
similar: Array<MergeCandidate>,
/**
 * The author as the desk knows them.
 */
author: AuthorCounts, };

/**
 * The answer to deal, renew and release: what the console holds now.
 */
export type DealReply = {
/**
 * The items, in the order in which to take them.
 */
items: Array<DealtItem>, };

/**
 * Sizes of the lists.
 */
export type QueueCounts = {
/**
 * Waiting for a first decision.
 */
waiting: number,
/**
 * Of these, likely duplicates.
 */
similar: number,
/**
 * Of these, with a flag that needs care.
 */
flagged: number,
/**
 * Held for a second reviewer.
 */
held: number, };

/**
 * A waiting item in the list.
 */
export type QueueRow = {
/**
 * Its number.
 */
no: number,
/**
 * The beginning of the text (the list shows two lines; the desk shows all).
 */
text: string,
/**
 * Its agenda item.
 */
agenda_item: number | null,
/**
 * Its topic: the number of the topic's first suggestion.
 */
topic: number | null,
/**
 * When it was handed in.
 */
submitted_at: number,
/**
 * What the checks noticed.
 */
flags: string[],
/**
 * `pending`, `held`, `appealed`, or `published` when it is public and unread; in a search any state.
 */
state: string,
/**
 * Whether it is public already and nobody has looked at it yet.
 */
unread: boolean,
/**
 * Pass it back with a decision.
 */
revision: number,
/**
 * Whether it must be somebody else's: a second look at one's own decision.
 */
barred: boolean,
/**
 * Who holds it now: the name; `null` when nobody does.
 */
holder: string | null,
/**
 * Whether that is this console.
 */
mine: boolean, };

/**
 * An own decision in its undo window.
 */
export type Undoable = {
/**
 * Which suggestion.
 */
no: number,
/**
 * `publish`, `return`, `reject`, `hide` or `merge`.
 */
kind: string,
/**
 * The one that goes on, for a merge.
 */
into: number | null,
/**
 * The beginning of the text.
 */
text: string,
/**
 * When it takes effect (ms since 1970).
 */
effective_at: number, };

/**
 * A line of the activity stream.
 */
export type Activity = {
/**
 * When.
 */
at: number,
/**
 * Who.
 */
who: string,
/**
 * Whether that is the reader.
 */
mine: boolean,
/**
 * `publish`, `return`, `reject`, `hide`, `merge`, `confirm`, `escalate`, `undo`, `reopen`, `unmerge`, `take_over`, `retag`, `topic`,
 * `regroup`, `intake`, `autoclear`, `lexicon`, `runbook`, `canned`, `help`, `hand_over`, `restrict`, `lift`, `phase`, `show`.
 */
verb: string,
/**
 * About which suggestion.
 */
no: number | null,
/**
 * The one that goes on, for a merge.
 */
into: number | null,
/**
 * Why.
 */
reason: string | null,
/**
 * What it said or was before, where the deed changed that.
 */
before: string | null,
/**
 * What it says or is after.
 */
after: string | null, };

/**
 * The target will be missed, unless somebody acts.
 */
export type Forecast = {
/**
 * Why.
 */
cause: ForecastCause,
/**
 * Ms of the meeting's clock until the wait is longer than the target: from now, or for [`ForecastCause::Rush`] from its beginning.
 */
in_ms: number,
/**
 * With so many people at the desk it would hold; `null` when not even with twelve.
 */
people: number | null,
/**
 * The mildest slow mode that would hold it, in seconds; `null` when none would.
 */
slow_s: number | null, };

/**
 * Why a target will be missed.
 */
export type ForecastCause = "growth" | "rush";

/**
 * The pressure on the desk. Rates are per minute of the meeting's clock over the last 60 s.
 */
export type Gauge = {
/**
 * Arrivals in the last minute.
 */
arrived: number,
/**
 * Decisions in the last minute.
 */
handled: number,
/**
 * Age of the oldest waiting item in ms; 0 when none waits.
 */
oldest_ms: number,
/**
 * The waiting time aimed at, in ms.
 */
target_ms: number,
/**
 * Arrivals per minute of the meeting so far, oldest first, at most 240 buckets.
 */
arrivals: Array<number>,
/**
 * Decisions per minute, the same buckets.
 */
decisions: Array<number>,
/**
 * When the first bucket begins (ms since 1970).
 */
buckets_from: number,
/**
 * Length of a bucket in ms.
 */
bucket_ms: number,
/**
 * Ms that one person at this desk takes for one item, pauses left out.
 */
handling_ms: number,
/**
 * People at work: who hold an item or have decided one lately; before anybody has, all whose consoles are open. At least 1.
 */
people: number,
/**
 * What is about to be missed; `null` when the desk will hold its target.
 */
forecast: Forecast | null, };

/**
 * A colleague at a desk.
 */
export type Desk = {
/**
 * Which account.
 */
id: number,
/**
 * The name.
 */
name: string,
/**
 * Decisions in this meeting.
 */
handled: number,
/**
 * Whether that is the reader.
 */
me: boolean,
/**
 * The item on the desk, where that is known.
 */
on: number | null,
/**
 * Ms from one decision to the next, the middle of the last 20; `null` when unknown or not the reader's to see.
 */
pace_ms: number | null,
/**
 * How many of 100 decisions were not reversed later; `null` when unknown or not the reader's to see.
 */
agreement: number | null, };

/**
 * A colleague called for help.
 */
export type HelpCall = {
/**
 * When.
 */
at: number,
/**
 * Who.
 */
by: string,
/**
 * What for.
 */
note: string | null,
/**
 * Whether the reader called.
 */
mine: boolean,
/**
 * Whether the reader was called, by name or with everybody.
 */
for_me: boolean, };

/**
 * A topic.
 */
export type Topic = {
/**
 * The number of its first suggestion, which names it for good.
 */
topic: number,
/**
 * Its name: staff's, or its strongest words.
 */
name: string,
/**
 * Whether staff named it.
 */
named: boolean,
/**
 * How many suggestions belong to it.
 */
size: number,
/**
 * How many of these wait.
 */
waiting: number,
/**
 * Whether its centre stays where it is.
 */
fixed: boolean, };

/**
 * `GET …/queue?console=&on=`: the whole picture, fetched about once a second.
 */
export type QueueReply = {
/**
 * The head of the log.
 */
seq: number,
/**
 * The meeting's clock (ms since 1970).
 */
now: number,
/**
 * How many items wait in each of the four lists.
 */
counts: QueueCounts,
/**
 * The waiting items, oldest first, at most 120.
 */
waiting: Array<QueueRow>,
/**
 * Own decisions that can still be undone, latest first.
 */
undoable: Array<Undoable>,
/**
 * What colleagues did lately, latest first, at most 50.
 */
activity: Array<Activity>,
/**
 * The pressure gauge.
 */
gauge: Gauge,
/**
 * Colleagues at their desks.
 */
people: Array<Desk>,
/**
 * The largest topics, largest first, at most 60.
 */
topics: Array<Topic>,
/**
 * Calls for help of the last ten minutes, latest first, at most 5.
 */
help: Array<HelpCall>,
/**
 * After how many published suggestions an author is public before a reviewer looks; `null`: nobody is.
 */
autoclear: number | null,
/**
 * Where in the log the papers of the desk last changed; 0 before the first.
 */
papers: number,
/**
 * Whether colleagues' pace is shown to everybody.
 */
pace_board: boolean, };

/**
 * What becomes of the text of a suggestion that is merged.
 */
export type IntoKind = "backer" | "supplement";

/**
 * What a moderator wishes.
 */
export type DecisionWish = { "kind": "publish",
/**
 * Also put it on the host's list.
 */
forward: boolean,
/**
 * The text to show, where staff changed the wording.
 */
text?: string,
/**
 * In what way; goes with `text`.
 */
edit?: 'typo' | 'mask' | 'shorten',
/**
 * A close one that it stands beside: keep both.
 */
related?: number, } | { "kind": "return",
/**
 * A code of the reasons.
 */
reason: string,
/**
 * In words.
 */
note: string | null, } | { "kind": "reject",
/**
 * A code of the reasons.
 */
reason: string,
/**
 * In words.
 */
note: string | null, } | { "kind": "hide",
/**
 * A code of the reasons.
 */
reason: string,
/**
 * In words.
 */
note: string | null, } | { "kind": "merge",
/**
 * The one that goes on.
 */
into: number,
/**
 * What becomes of this one's text.
 */
into_kind?: IntoKind, };

/**
 * `POST …/suggestions/{no}/decision`.
 */
export type DecisionBody = {
/**
 * The console window.
 */
console: string,
/**
 * The revision that was read.
 */
revision: number,
/**
 * What is decided.
 */
decision: DecisionWish, };

/**
 * The answer to a decision: 200.
 */
export type DecisionReply = {
/**
 * Which suggestion.
 */
no: number,
/**
 * Its review state now.
 */
state: string,
/**
 * When it takes effect (ms since 1970); `null` when it has already.
 */
effective_at: number | null, };

/**
 * `POST …/suggestions/{no}/escalate`.
 */
export type EscalateBody = {
/**
 * The console window.
 */
console: string,
/**
 * The revision that was read.
 */
revision: number,
/**
 * Why.
 */
note: string | null, };

/**
 * `POST …/suggestions/{no}/tag`.
 */
export type TagBody = {
/**
 * The agenda item, from 1.
 */
agenda_item: number, };

/**
 * `POST …/suggestions/{no}/reopen`.
 */
export type ReopenBody = {
/**
 * Why.
 */
note?: string, };

/**
 * `POST …/bulk`: one decision about several. What is flagged is left out of a publication and listed.
 */
export type BulkBody = {
/**
 * The console window.
 */
console: string,
/**
 * Which ones, 1–50.
 */
nos: number[],
/**
 * The `seq` of the picture in which they were read: what an author changed since is left out. Without it, now.
 */
seq?: number,
/**
 * What is decided.
 */
decision: DecisionWish, };

/**
 * `POST …/bulk/tag`: several go to another agenda item or topic.
 */
export type BulkTagBody = {
/**
 * Which ones, 1–50.
 */
nos: number[],
/**
 * The agenda item, from 1.
 */
agenda_item?: number,
/**
 * The topic.
 */
topic?: number, };

/**
 * One that was left out.
 */
export type Skipped = {
/**
 * Which one.
 */
no: number,
/**
 * Why: `flagged`, or a code of the problem documents.
 */
code: string, };

/**
 * The answer to both: 200.
 */
export type BulkReply = {
/**
 * Those that it happened to.
 */
done: number[],
/**
 * The others.
 */
skipped: Array<Skipped>,
/**
 * When the decision takes effect (ms since 1970); `null` when it has already, or nothing was decided.
 */
effective_at: number | null, };

/**
 * `POST …/intake`.
 */
export type IntakeBody = {
/**
 * The new setting.
 */
intake: { mode: 'normal' } | { mode: 'slow', interval_s: number } | { mode: 'paused' }, };

/**
 * `GET …/find?q=&state=&page=`: over everything that staff may see. `q`: words, or a number; empty finds all. `state`: a review state, or
 * `unread`; empty means any. `page` from 1.
 */
export type FindReply = {
/**
 * This page, at most 50: the number that was typed first, then the latest first.
 */
items: Array<QueueRow>,
/**
 * This page's number, from 1.
 */
page: number,
/**
 * How many pages there are (at least 1).
 */
pages: number,
/**
 * How many were found.
 */
total: number, };

/**
 * Something that happened to a suggestion.
 */
export type HistoryEntry = {
/**
 * Its place in the log.
 */
seq: number,
/**
 * When.
 */
at: number,
/**
 * `author`, `staff` or `system` (the clock, an import).
 */
by: 'author' | 'staff' | 'system',
/**
 * The name of the member of staff; empty for the others.
 */
who: string,
/**
 * A verb of the activity stream, or `submit`, `edit`, `withdraw`, `appeal`, `published`, `unpublished`, `returned`, `rejected`, `hidden`,
 * `merged` (into another), `joined` (another was merged into this one), `left` (and was taken out again), `floor`, `asked`.
 */
verb: string,
/**
 * What it said or was before, where this changed that.
 */
before: string | null,
/**
 * What it says or is after: a text, a number, a word of the floor or of why it is no longer public.
 */
after: string | null,
/**
 * Why: a code.
 */
reason: string | null,
/**
 * Why, in words.
 */
note: string | null,
/**
 * The other suggestion, for merges.
 */
into: number | null, };

/**
 * `GET …/suggestions/{no}/history`.
 */
export type HistoryReply = {
/**
 * Which one.
 */
no: number,
/**
 * Oldest first, at most 100: the first and the latest ones.
 */
entries: Array<HistoryEntry>, };

/**
 * `GET …/topics`.
 */
export type TopicsReply = {
/**
 * Largest first, at most 60.
 */
topics: Array<Topic>,
/**
 * How many there are.
 */
total: number, };

/**
 * `POST …/topics/{topic}`: name it or fix it. What is left out stays; an empty name gives the machine's back.
 */
export type TopicBody = {
/**
 * The name.
 */
name?: string,
/**
 * Whether its centre stays where it is.
 */
fixed?: boolean, };

/**
 * `POST …/suggestions/{no}/topic`: move it.
 */
export type MoveTopicBody = {
/**
 * To which topic.
 */
topic: number, };

/**
 * `POST …/topics/regroup`.
 */
export type RegroupBody = {
/**
 * Only show what would come of it.
 */
dry: boolean, };

/**
 * The answer to it: 200.
 */
export type RegroupReply = {
/**
 * The topics after it, largest first, at most 60.
 */
topics: Array<Topic>,
/**
 * How many there are.
 */
total: number,
/**
 * Suggestions that belong to another topic than before.
 */
moved: number,
/**
 * Whether it was only shown.
 */
dry: boolean, };

/**
 * A word list as the browser reads it.
 */
export type WordListCard = {
/**
 * What it is called; a hit is shown with it.
 */
name: string,
/**
 * How much its words weigh: inform; read by itself; a second person.
 */
level: 'watch' | 'review' | 'block',
/**
 * The words.
 */
words: Array<string>,
/**
 * Phrases inside which a word is harmless.
 */
allow: Array<string>,
/**
 * Kept, but not applied.
 */
off: boolean, };

/**
 * `GET …/lexicon`, and the answer to `PUT`.
 */
export type LexiconReply = {
/**
 * Which version of the lists this is; 0 before the first.
 */
version: number,
/**
 * The lists.
 */
lists: WordListCard[], };

/**
 * `PUT …/lexicon`: other lists, all of them.
 */
export type LexiconBody = {
/**
 * The version that was read; refused when somebody has changed them since.
 */
version: number,
/**
 * The lists.
 */
lists: WordListCard[], };

/**
 * `POST …/lexicon/dry-run`: what lists would find in what was handed in so far. Nothing changes.
 */
export type TrialBody = {
/**
 * The lists.
 */
lists: WordListCard[], };

/**
 * What was found in one suggestion.
 */
export type TrialHits = {
/**
 * Which one.
 */
no: number,
/**
 * The author's text.
 */
text: string,
/**
 * The words in it.
 */
hits: Array<Hit>, };

/**
 * The answer to it.
 */
export type TrialReply = {
/**
 * Suggestions that were looked through.
 */
read: number,
/**
 * Suggestions in which something was found.
 */
found: number,
/**
 * The latest of them, at most 200.
 */
suggestions: Array<TrialHits>, };

/**
 * `POST …/lexicon/import` with a plain text, one word a line: the words, ready to be put into a list. Nothing changes.
 */
export type ImportReply = {
/**
 * Each word once, in the order of the lines; blanks around them, empty lines and lines that begin with `#` are left out.
 */
words: Array<string>,
/**
 * Lines that hold a word that was there before.
 */
repeated: number, };

/**
 * What the people at the desk go by.
 */
export type Runbook = {
/**
 * Which version this is; 0 before the first.
 */
version: number,
/**
 * Its text; empty when there is none.
 */
text: string,
/**
 * When it was last changed.
 */
at: number | null,
/**
 * Who changed it last.
 */
by: string | null, };

/**
 * A reply that is written once and used often.
 */
export type CannedLine = {
/**
 * How it is found: 1–40 characters.
 */
title: string,
/**
 * The words: 1–500 characters.
 */
text: string, };

/**
 * A note for the next shift.
 */
export type HandOverNote = {
/**
 * Its place in the log, which names it.
 */
seq: number,
/**
 * When.
 */
at: number,
/**
 * Whose.
 */
by: string,
/**
 * Whether it is the reader's.
 */
mine: boolean,
/**
 * What it says.
 */
text: string, };

/**
 * A colleague who may be called.
 */
export type Callable = {
/**
 * Which account.
 */
id: number,
/**
 * The name.
 */
name: string, };

/**
 * `GET …/papers`, and the answer to every change of them.
 */
export type PapersReply = {
/**
 * Where in the log they last changed; the queue tells the same number.
 */
changed: number,
/**
 * The run-book.
 */
runbook: Runbook,
/**
 * Which version of the canned replies this is; 0 before the first.
 */
canned_version: number,
/**
 * The canned replies, in the order in which they are offered.
 */
canned: Array<CannedLine>,
/**
 * Notes from shift to shift, latest first, at most 50.
 */
notes: Array<HandOverNote>,
/**
 * The last call for help.
 */
help: HelpCall | null,
/**
 * Whether that call was made in the last ten minutes.
 */
help_in_force: boolean,
/**
 * After how many published suggestions an author is public before a reviewer looks; `null`: nobody is.
 */
autoclear: number | null,
/**
 * Colleagues who may be called by name, by name, at most 200.
 */
callable: Array<Callable>, };

/**
 * `PUT …/papers/runbook`.
 */
export type RunbookBody = {
/**
 * The version that was read; refused when somebody has changed it since.
 */
version: number,
/**
 * The new text, at most 4,000 characters; nothing but blanks removes the run-book.
 */
text: string, };

/**
 * `PUT …/papers/canned`: other canned replies, all of them, at most 60.
 */
export type CannedBody = {
/**
 * The version that was read; refused when somebody has changed them since.
 */
version: number,
/**
 * The replies.
 */
replies: Array<CannedLine>, };

/**
 * `POST …/papers/hand-over`.
 */
export type HandOverBody = {
/**
 * What the next shift must know: 1–4,000 characters.
 */
text: string, };

/**
 * `POST …/help`.
 */
export type HelpBody = {
/**
 * What for, at most 500 characters.
 */
note: string | null,
/**
 * Whom, at most 50; nobody named means everybody.
 */
to: number[], };

/**
 * `PUT …/autoclear`: citizens are told.
 */
export type AutoclearBody = {
/**
 * After how many published suggestions, 1–50, an author is public before a reviewer looks; `null`: nobody is.
 */
after: number | null, };

/**
 * Something that a member of staff did.
 */
export type RecordEntry = {
/**
 * When.
 */
at: number,
/**
 * Who: the account.
 */
person: number,
/**
 * Who: the name.
 */
who: string,
/**
 * A verb of the activity stream.
 */
verb: string,
/**
 * About which suggestion.
 */
no: number | null,
/**
 * The other suggestion, for merges.
 */
into: number | null,
/**
 * Why: a code.
 */
reason: string | null,
/**
 * What it said or was before, where this changed that.
 */
before: string | null,
/**
 * What it says or is after.
 */
after: string | null, };

/**
 * What one member of staff did in all.
 */
export type RecordPerson = {
/**
 * The account.
 */
id: number,
/**
 * The name.
 */
name: string,
/**
 * Decisions.
 */
handled: number,
/**
 * How many of 100 decisions nobody reversed later; `null` before there are a few.
 */
agreement: number | null, };

/**
 * `GET …/record?person=&verb=&no=&from=&until=&page=`: what members of staff did. `person`: an account; `verb`: as in the activity stream;
 * `no`: a suggestion; `from`, `until`: ms since 1970, the second not included; `page` from 1. Without a filter everything.
 */
export type RecordReply = {
/**
 * This page, at most 100, the latest first.
 */
entries: Array<RecordEntry>,
/**
 * This page's number, from 1.
 */
page: number,
/**
 * How many pages there are (at least 1).
 */
pages: number,
/**
 * How many entries there are.
 */
total: number,
/**
 * Everybody who did something in this meeting.
 */
people: Array<RecordPerson>,
/**
 * Every verb that occurs.
 */
verbs: Array<string>, };

/**
 * How fast a person backed.
 */
export type PaceCondition = {
/**
 * `at_least`: so many or more within the time; `at_most`: no more than so many in the whole meeting, all within the time.
 */
bound: 'at_least' | 'at_most',
/**
 * How many suggestions, 1–1,000.
 */
count: number,
/**
 * Within how many minutes, 1–1,440.
 */
minutes: number, };

/**
 * Which supports are meant: those that meet every condition. What is left out is none; at least one must be there.
 */
export type SupportConditions = {
/**
 * Of these suggestions and of what was merged into them, at most 200.
 */
nos?: Array<number>,
/**
 * Given at this moment (ms since 1970, the meeting's clock) or later.
 */
from?: number | null,
/**
 * Given before this moment.
 */
until?: number | null,
/**
 * By people whose first support was given at this moment or later.
 */
came_from?: number | null,
/**
 * By people whose first support was given before this moment.
 */
came_until?: number | null,
/**
 * By people who backed at such a pace.
 */
pace?: PaceCondition, };

/**
 * `POST …/invalidations/dry-run`.
 */
export type InvalidationTrialBody = {
/**
 * Which supports.
 */
conditions: SupportConditions, };

/**
 * What one suggestion would lose.
 */
export type LossLine = {
/**
 * Which one.
 */
no: number,
/**
 * The beginning of its text.
 */
text: string,
/**
 * Its backers now.
 */
supports: number,
/**
 * Its backers then.
 */
after: number, };

/**
 * A place of the ranking, now and then.
 */
export type PlaceLine = {
/**
 * From 1.
 */
place: number,
/**
 * Who has it now.
 */
now: number | null,
/**
 * With how many backers.
 */
now_supports: number,
/**
 * Who would have it.
 */
then: number | null,
/**
 * With how many backers.
 */
then_supports: number, };

/**
 * What a job would do. Nothing has happened.
 */
export type InvalidationTrialReply = {
/**
 * Supports that meet the conditions.
 */
supports: number,
/**
 * Of how many people.
 */
people: number,
/**
 * On how many suggestions that stand for themselves.
 */
suggestions: number,
/**
 * How many of the supports are set aside already.
 */
already: number,
/**
 * More than a job takes: narrow the conditions.
 */
too_many: boolean,
/**
 * The suggestions that would lose most, at most 50.
 */
losses: Array<LossLine>,
/**
 * The first ten places of the ranking by backers, now and then.
 */
places: Array<PlaceLine>,
/**
 * To be given back when the job is ordered: what is supported later is not meant.
 */
as_of: number,
/**
 * To be given back when the job is ordered: if others have set supports aside meanwhile, the order is refused.
 */
turn: number, };

/**
 * `POST …/invalidations`: set aside what was counted.
 */
export type InvalidateBody = {
/**
 * Which supports, as they were counted.
 */
conditions: SupportConditions,
/**
 * Why.
 */
reason: 'burst' | 'machines' | 'same_person' | 'paid' | 'rehearsal' | 'other',
/**
 * In words, 1–500 characters; wanted for `other`.
 */
note?: string,
/**
 * How many supports were counted: more than that is refused.
 */
supports: number,
/**
 * As it was counted.
 */
as_of: number,
/**
 * As it was counted.
 */
turn: number, };

/**
 * `POST …/invalidations/{id}/reverse`.
 */
export type ReverseBody = {
/**
 * Why, 1–500 characters.
 */
note?: string, };

/**
 * A job.
 */
export type InvalidationLine = {
/**
 * Its number in the meeting.
 */
id: number,
/**
 * How far it is.
 */
state: 'running' | 'done' | 'cancelling' | 'cancelled' | 'reversing' | 'reversed',
/**
 * Which supports were meant.
 */
conditions: SupportConditions,
/**
 * Why.
 */
reason: 'burst' | 'machines' | 'same_person' | 'paid' | 'rehearsal' | 'other',
/**
 * In words.
 */
note: string | null,
/**
 * Who ordered it.
 */
by: string,
/**
 * When.
 */
at: number,
/**
 * Who cancelled or reversed it.
 */
turned_by: string | null,
/**
 * When it last took a step.
 */
changed_at: number,
/**
 * How many supports had been counted.
 */
counted: number,
/**
 * How many it names: fewer where people took theirs back in between.
 */
supports: number,
/**
 * Of how many people.
 */
people: number,
/**
 * On how many suggestions.
 */
suggestions: number,
/**
 * The share that is set aside now, in per cent.
 */
percent: number, };

/**
 * `GET …/invalidations`.
 */
export type InvalidationsReply = {
/**
 * The newest first, at most 100.
 */
jobs: Array<InvalidationLine>,
/**
 * Whether the reader may begin, cancel and reverse.
 */
may: boolean, };

/**
 * A burst of backing.
 */
export type AlarmLine = {
/**
 * Which suggestion.
 */
no: number,
/**
 * The beginning of its text.
 */
text: string,
/**
 * From when (ms since 1970).
 */
from: number,
/**
 * Until when, as far as is known.
 */
until: number,
/**
 * New backers in the window in which most came.
 */
count: number,
/**
 * How many its share explains.
 */
expected: number,
/**
 * All its backers now.
 */
supports: number,
/**
 * Whether it is on the chamber's screen now, which explains a lot.
 */
on_screen: boolean, };

/**
 * Suggestions with almost the same text.
 */
export type CohortLine = {
/**
 * The first of them, which names it.
 */
no: number,
/**
 * The beginning of its text.
 */
text: string,
/**
 * How many there are.
 */
size: number,
/**
 * How many authors they have.
 */
people: number,
/**
 * How many wait.
 */
waiting: number,
/**
 * Those that wait, oldest first, at most 50.
 */
nos: number[],
/**
 * When the first was handed in (ms since 1970).
 */
first_at: number,
/**
 * When the latest was handed in.
 */
last_at: number, };

/**
 * `POST …/restrictions`: keep somebody from writing for a while. One of `no` and `author` says whom. Answered by 201 and the
 * restriction as a line of the list.
 */
export type RestrictBody = {
/**
 * The author of this suggestion.
 */
no?: number,
/**
 * The author with this handle.
 */
author?: string,
/**
 * `mute`: no suggestions; `suspend`: no backing and no answers either.
 */
kind: 'mute' | 'suspend',
/**
 * Why.
 */
reason: string,
/**
 * In words, which the person reads.
 */
note?: string,
/**
 * For how long, 1–43,200; without it, until the meeting is closed. A mute of up to 60 minutes is any moderator's to decide, everything
 * else a senior moderator's or the secretary's.
 */
minutes?: number | null,
/**
 * The restriction whose place this one takes; refused when it is not the one that holds.
 */
replaces?: number, };

/**
 * Somebody who may not write for now.
 */
export type RestrictionLine = {
/**
 * Its number, as addresses name it.
 */
id: number,
/**
 * The person's handle in this meeting.
 */
author: string,
/**
 * The person's suggestions by number, the latest 50.
 */
nos: number[],
/**
 * What the person may not do.
 */
kind: 'mute' | 'suspend',
/**
 * Why.
 */
reason: string,
/**
 * In words.
 */
note: string | null,
/**
 * Who decided.
 */
by: string,
/**
 * Since when (ms since 1970).
 */
at: number,
/**
 * Until when; `null`: until the meeting is closed.
 */
until: number | null,
/**
 * Whether the reader may lift it.
 */
may_lift: boolean, };

/**
 * What the suggestions of a source have in common.
 */
export type SourceKind = "network" | "link" | "text";

/**
 * Where much more comes from lately than from elsewhere.
 */
export type SourceLine = {
/**
 * What they have in common.
 */
kind: SourceKind,
/**
 * A network: 16 digits that mean something in this meeting only. A link: the site. A text: its beginning.
 */
name: string,
/**
 * Suggestions of the last 15 minutes.
 */
count: number,
/**
 * How many authors they have.
 */
people: number,
/**
 * A network: how many each of the others brought meanwhile, on average.
 */
usual: number | null,
/**
 * When the source was first seen in this meeting (ms since 1970).
 */
first_at: number,
/**
 * The latest of the suggestions, at most 50.
 */
nos: number[], };

/**
 * `GET …/abuse`.
 */
export type AbuseReply = {
/**
 * Suggestions that gained backers far faster than their share of all backing explains; the latest first, at most 50.
 */
alarms: Array<AlarmLine>,
/**
 * Texts that are copies of one another but for their dress; the largest first, at most 50.
 */
cohorts: Array<CohortLine>,
/**
 * Who may not write for now, the latest first, at most 200.
 */
restrictions: Array<RestrictionLine>,
/**
 * Where much more comes from lately than from elsewhere; what brings most first, at most 50.
 */
sources: Array<SourceLine>, };

/**
 * A line of what is being said.
 */
export type CaptionLine = {
/**
 * Its place in the log: ask for lines `after` the last one.
 */
seq: number,
/**
 * The broadcast moment, ms from the start.
 */
moment_ms: number,
/**
 * The line.
 */
text: string, };

/**
 * `GET …/captions?after=`.
 */
export type CaptionsReply = {
/**
 * The newest lines after `after`, oldest first, at most [`CAPTIONS_MAX`].
 */
lines: Array<CaptionLine>, };

/**
 * One suggestion as somebody said or wrote it.
 */
export type ScribeEntry = {
/**
 * 1–64 visible ASCII characters. The same entry with the same key is taken once, however often it is sent.
 */
key: string,
/**
 * The text.
 */
text: string,
/**
 * The agenda item, from 1; without it, the one running now.
 */
agenda_item?: number,
/**
 * The broadcast moment at which it was said or written, ms from the start; it may lie in the past.
 */
moment_ms?: number,
/**
 * The place meant.
 */
area?: string,
/**
 * The name to show.
 */
display_name?: string,
/**
 * The number on the paper form, 1–20 characters.
 */
paper?: string, };

/**
 * `POST …/scribe`.
 */
export type ScribeBody = {
/**
 * 1–50 entries. Each is taken or declined on its own.
 */
entries: Array<ScribeEntry>, };

/**
 * Why an entry was declined.
 */
export type EntryProblem = {
/**
 * The stable code.
 */
code: string,
/**
 * The field at fault.
 */
field: string | null,
/**
 * In the reader's language.
 */
title: string,
/**
 * Whether the same entry may be taken later.
 */
retryable: boolean, };

/**
 * What became of an entry: a number, or a problem.
 */
export type ScribeResult = {
/**
 * The entry's key.
 */
key: string,
/**
 * Its number.
 */
no?: number,
/**
 * Its review state now.
 */
state?: string,
/**
 * The receipt to hand out.
 */
receipt?: string,
/**
 * Why it was declined.
 */
problem?: EntryProblem, };

/**
 * The answer to [`ScribeBody`]: 200, whatever became of the entries.
 */
export type ScribeReply = {
/**
 * One for each entry, in their order.
 */
results: Array<ScribeResult>, };

/**
 * An entry in the list.
 */
export type ScribeLine = {
/**
 * Its number.
 */
no: number,
/**
 * The text as entered.
 */
text: string,
/**
 * Its review state.
 */
state: string,
/**
 * Its agenda item.
 */
agenda_item: number | null,
/**
 * The number on the paper form.
 */
paper: string | null,
/**
 * Whether the reader entered it.
 */
mine: boolean,
/**
 * When it was entered (ms since 1970).
 */
submitted_at: number,
/**
 * The receipt, to print again.
 */
receipt: string, };

/**
 * `GET …/scribe`: what scribes have entered in this meeting.
 */
export type ScribeList = {
/**
 * The newest [`LISTED_MAX`], newest first.
 */
entries: Array<ScribeLine>,
/**
 * How many there are in all.
 */
total: number, };

/**
 * What a link opens.
 */
export type ScreenKind = "screen" | "overlay";

/**
 * `POST …/screens`: make a link.
 */
export type ScreenBody = {
/**
 * What it is to open.
 */
kind: ScreenKind,
/**
 * What staff call it: 1–40 characters.
 */
label: string, };

/**
 * The answer to `POST …/screens`: the only time that the token is told.
 */
export type ScreenLink = {
/**
 * Which link.
 */
id: number,
/**
 * What it opens.
 */
kind: ScreenKind,
/**
 * What staff call it.
 */
label: string,
/**
 * Path and query of the page, the token in it.
 */
path: string, };

/**
 * A link as the list shows it, without its token.
 */
export type ScreenLine = {
/**
 * Which link.
 */
id: number,
/**
 * What it opens.
 */
kind: ScreenKind,
/**
 * What staff call it.
 */
label: string,
/**
 * When it was made (ms since 1970).
 */
created_at: number,
/**
 * Since when it opens nothing any more; `null` while it does.
 */
revoked_at: number | null, };

/**
 * The answer to `GET …/screens`.
 */
export type ScreenList = {
/**
 * The links, the newest first.
 */
screens: Array<ScreenLine>, };

/**
 * `GET /screen/{meeting}/pulse?k=` and `GET /overlay/{meeting}/pulse?k=`: what frames do not carry, and the proof that the link still holds.
 */
export type ScreenPulse = {
/**
 * The place in the log that the board shows: who is far behind it shows old numbers.
 */
seq: number,
/**
 * The meeting's clock now (ms since 1970).
 */
at: number,
/**
 * How many watch the meeting now.
 */
online: number,
/**
 * Sums over the public suggestions.
 */
totals: Totals,
/**
 * Whether citizens may see the meeting: before that there is no board to follow.
 */
open: boolean,
/**
 * The time axis as SVG; empty for overlays, which have none.
 */
axis: string, };

/**
 * `GET …/host`: the chamber at `seq`. Everything in it is public but the order and length of the list.
 */
export type HostReply = {
/**
 * The place in the log that it shows. Frames of the meeting go on from here.
 */
seq: number,
/**
 * The meeting's clock (ms since 1970).
 */
at: number,
/**
 * The meeting.
 */
meeting: MeetingCard,
/**
 * The candidates, in the host's order.
 */
shortlist: Array<Card>,
/**
 * The suggestion on the chamber's screen.
 */
on_screen: Card | null,
/**
 * What was read out and waits for its answer, latest first, at most 20.
 */
read_out: Array<Card>,
/**
 * What was answered, covered or deferred, latest first, at most 10.
 */
ended: Array<Card>,
/**
 * Public suggestions without an outcome.
 */
open: number, };

/**
 * `POST …/suggestions/{no}/floor`. Answered with the floor state that follows: `{"state":"answered","moment_ms":61000}`.
 */
export type FloorBody = "shortlist" | "unlist" | "show" | "take_down" | { "answer": {
/**
 * Milliseconds from the start of the broadcast.
 */
moment_ms: number | null, } } | { "cover": {
/**
 * Milliseconds from the start of the broadcast.
 */
moment_ms: number | null, } } | "defer" | { "ask": {
/**
 * Which unit, 1–40 characters.
 */
unit: string, } } | "reopen";

/**
 * `POST …/stage`: what the chamber sees around the suggestions. Answered with the meeting's card.
 */
export type StageBody = { "kind": "view",
/**
 * Which one.
 */
view: 'auto' | 'rank' | 'focus' | 'timer' | 'wait' | 'blank', } | { "kind": "overlay",
/**
 * How.
 */
layout: 'off' | 'lower' | 'ticker' | 'rank' | 'qr' | 'timer',
/**
 * Which suggestion is in the lower third; `null`: whichever is on the screen.
 */
no?: number | null, } | { "kind": "speaker",
/**
 * At most 40 characters; empty: the agenda item's own speaker.
 */
name: string, } | { "kind": "extend",
/**
 * −120 to 120.
 */
minutes: number, } | { "kind": "order",
/**
 * The candidates, first to last.
 */
nos: number[], } | { "kind": "caption",
/**
 * Milliseconds from the start of the broadcast; `null`: now.
 */
moment_ms?: number | null,
/**
 * The line, 1–200 characters.
 */
text: string, };

/**
 * The answer to creating: 201.
 */
export type MeetingReply = {
/**
 * Its id.
 */
id: string,
/**
 * Its six-digit code.
 */
code: string,
/**
 * Its public face.
 */
meeting: MeetingCard, };

/**
 * A meeting in a list.
 */
export type MeetingLine = {
/**
 * Its id.
 */
id: string,
/**
 * Its six-digit code.
 */
code: string,
/**
 * The topic.
 */
title: string,
/**
 * Where it stands.
 */
phase: { state: string, since?: number, ended?: number, at?: number },
/**
 * When the broadcast is planned.
 */
starts_at: number | null, };

/**
 * `GET /api/v1/meetings`: what the reader may see, newest first (drafts for staff only).
 */
export type MeetingList = {
/**
 * At most 200.
 */
meetings: Array<MeetingLine>, };

/**
 * `POST /api/v1/meetings/{meeting}/run`.
 */
export type RunBody = { "action": "open" } | { "action": "go_live" } | { "action": "start_item",
/**
 * From 1.
 */
item: number, } | { "action": "next_item" } | { "action": "end_live" } | { "action": "close" } | { "action": "archive" };

/**
 * Sums over all suggestions of a meeting. `received` = the sum of all the states.
 */
export type ResultTotals = {
/**
 * Handed in.
 */
received: number,
/**
 * Public.
 */
published: number,
/**
 * Living on in another.
 */
merged: number,
/**
 * Not taken up.
 */
rejected: number,
/**
 * Given back.
 */
returned: number,
/**
 * Out of sight.
 */
hidden: number,
/**
 * Taken back.
 */
withdrawn: number,
/**
 * Still to be decided (in the undo window included).
 */
pending: number,
/**
 * Backings of public suggestions, without those that are set aside.
 */
supports: number,
/**
 * How many more of them are set aside.
 */
aside: number,
/**
 * Different people who suggested or backed.
 */
people: number,
/**
 * Waiting time from receipt to decision, median, ms of the meeting's clock.
 */
p50_wait_ms: number,
/**
 * The same, 95th percentile.
 */
p95_wait_ms: number, };

/**
 * How many were not taken up for a reason.
 */
export type ReasonCount = {
/**
 * The reason's code.
 */
reason: string,
/**
 * How many.
 */
count: number, };

/**
 * One suggestion in the results.
 */
export type ResultRow = {
/**
 * Its number.
 */
no: number,
/**
 * Its place; ties share one; `null` when it is not public.
 */
rank: number | null,
/**
 * The public text, or the author's where it never became public; empty when it is out of sight.
 */
text: string,
/**
 * Its review state.
 */
state: string,
/**
 * Its agenda item.
 */
agenda_item: number | null,
/**
 * Its backers, without those whose support is set aside.
 */
supports: number,
/**
 * How many more back it whose support is set aside.
 */
aside: number,
/**
 * Its place if nobody's support were set aside.
 */
rank_with: number | null,
/**
 * Suggestions merged into it.
 */
merged: number,
/**
 * Where it lives on.
 */
merged_into: number | null,
/**
 * Why it was returned, rejected or hidden.
 */
reason: string | null,
/**
 * The place meant.
 */
area: string | null,
/**
 * The name shown.
 */
display_name: string | null,
/**
 * The broadcast moment.
 */
moment_ms: number | null,
/**
 * When it was handed in.
 */
submitted_at: number,
/**
 * When it was published or otherwise ended.
 */
decided_at: number | null,
/**
 * Where it stands on the floor.
 */
floor: string, };

/**
 * Counts over time.
 */
export type Ridge = {
/**
 * When the first bucket begins (ms since 1970).
 */
from: number,
/**
 * Length of a bucket in ms.
 */
bucket_ms: number,
/**
 * Suggestions handed in, at most 240 buckets.
 */
suggestions: Array<number>,
/**
 * Backings, the same buckets.
 */
supports: Array<number>, };

/**
 * `GET /api/v1/meetings/{meeting}/results`.
 */
export type ResultsReply = {
/**
 * The meeting.
 */
meeting: MeetingCard,
/**
 * The meeting's clock when this was made.
 */
at: number,
/**
 * The log's head that it shows.
 */
seq: number,
/**
 * The sums.
 */
totals: ResultTotals,
/**
 * Not taken up, by reason, most frequent first.
 */
reasons: Array<ReasonCount>,
/**
 * Public suggestions in their order, then the rest by number.
 */
rows: Array<ResultRow>,
/**
 * Arrivals and backings per bucket, for the ridge.
 */
ridge: Ridge, };

/**
 * Formats of `GET /api/v1/meetings/{meeting}/export?format=`.
 */
export type ExportFormat = "xlsx" | "csv" | "json";

/**
 * `POST /api/v1/login`.
 */
export type LoginBody = {
/**
 * The account's login name.
 */
login: string,
/**
 * Its password.
 */
password: string, };

/**
 * `POST /api/v1/setup/{token}`: the first account, through the one-time link.
 */
export type SetupBody = {
/**
 * The login name to create: 2–40 characters of `a-z0-9._-`.
 */
login: string,
/**
 * The name that colleagues see.
 */
name: string,
/**
 * 12 characters at least.
 */
password: string, };

/**
 * `POST /api/v1/staff`: another account, by a system administrator.
 */
export type StaffBody = {
/**
 * The login name.
 */
login: string,
/**
 * The name that colleagues see.
 */
name: string,
/**
 * 12 characters at least.
 */
password: string,
/**
 * Its duties.
 */
roles: string[], };

/**
 * An account, as staff see it; the answer to log-in, set-up and `GET /api/v1/me`.
 */
export type StaffCard = {
/**
 * Which account.
 */
id: number,
/**
 * Its login name.
 */
login: string,
/**
 * The name that colleagues see.
 */
name: string,
/**
 * Its duties.
 */
roles: string[], };

/**
 * The answer to `GET /api/v1/staff`.
 */
export type StaffList = {
/**
 * Every account.
 */
staff: Array<StaffCard>, };
