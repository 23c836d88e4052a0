// Every address that the staff pages ask, typed. No logic.
import { call } from "./api";
import type {
  AbuseReply, Board, BulkReply, CandidatesReply, Card, DealReply, DecisionReply, DecisionWish, FindReply, FloorBody, HistoryReply, HostReply,
  IntakeBody, MeetingCard, MeetingList, MeetingReply, MergePreview, QueueReply, RegroupReply, ResultsReply, RunBody, ScreenBody,
  ScreenLink, ScreenList, ScribeEntry, ScribeList, ScribeReply, SimilarReply, StaffCard, StaffList, StageBody, Topic, TopicsReply,
  CannedLine, ImportReply, InvalidateBody, InvalidationLine, InvalidationsReply, InvalidationTrialReply, LexiconReply, PapersReply, RecordReply,
  RestrictBody, RestrictionLine, SupportConditions, TrialReply, WordListCard,
} from "../shared/protocol";

/** What a secretary sets: the part of a meeting's card that is not run-time state. */
export type Settings = Pick<
  MeetingCard,
  | "title" | "organiser" | "summary" | "stream_url" | "audio_url" | "captions_url" | "stream_delay_s" | "units" | "embed_from" | "starts_at" | "agenda"
  | "windows" | "policy"
>;

const api = "/api/v1";
const of = (meeting: string): string => `${api}/meetings/${encodeURIComponent(meeting)}`;

export const account = {
  me: () => call<StaffCard>("GET", `${api}/me`),
  login: (login: string, password: string) => call<StaffCard>("POST", `${api}/login`, { login, password }),
  logout: () => call<undefined>("POST", `${api}/logout`, {}),
  first: (token: string, login: string, name: string, password: string) =>
    call<StaffCard>("POST", `${api}/setup/${encodeURIComponent(token)}`, { login, name, password }),
  list: () => call<StaffList>("GET", `${api}/staff`),
  create: (login: string, name: string, password: string, roles: string[]) =>
    call<StaffCard>("POST", `${api}/staff`, { login, name, password, roles }),
};

export const meetings = {
  list: () => call<MeetingList>("GET", `${api}/staff/meetings`),
  create: (settings: Settings) => call<MeetingReply>("POST", `${api}/meetings`, { settings }),
  read: (meeting: string) => call<MeetingReply>("GET", of(meeting)),
  revise: (meeting: string, settings: Settings) => call<MeetingReply>("PUT", of(meeting), { settings }),
  run: (meeting: string, step: RunBody) => call<MeetingCard>("POST", `${of(meeting)}/run`, step),
  intake: (meeting: string, intake: IntakeBody["intake"]) => call<MeetingCard>("POST", `${of(meeting)}/intake`, { intake }),
  results: (meeting: string) => call<ResultsReply>("GET", `${of(meeting)}/results`, undefined, { timeoutMs: 30_000 }),
  /** The public face; also for staff who may not read the settings. */
  board: (meeting: string) => call<Board>("GET", `${of(meeting)}/board?limit=1`),
  card: (meeting: string, no: number) => call<Card>("GET", `${of(meeting)}/suggestions/${no}`),
  exportPath: (meeting: string, format: string) => `${of(meeting)}/export?format=${format}`,
};

export const lexicon = {
  read: (meeting: string) => call<LexiconReply>("GET", `${of(meeting)}/lexicon`),
  put: (meeting: string, version: number, lists: readonly WordListCard[]) =>
    call<LexiconReply>("PUT", `${of(meeting)}/lexicon`, { version, lists }, { timeoutMs: 20_000 }),
  tryOut: (meeting: string, lists: readonly WordListCard[]) =>
    call<TrialReply>("POST", `${of(meeting)}/lexicon/dry-run`, { lists }, { timeoutMs: 30_000 }),
  bring: (meeting: string, text: string) => {
    const file = new Blob([text], { type: "text/plain; charset=utf-8" });
    return call<ImportReply>("POST", `${of(meeting)}/lexicon/import`, file, { timeoutMs: 20_000 });
  },
};

export const papers = {
  read: (meeting: string) => call<PapersReply>("GET", `${of(meeting)}/papers`),
  /** `version`: the one that was read. */
  runbook: (meeting: string, version: number, text: string) => call<PapersReply>("PUT", `${of(meeting)}/papers/runbook`, { version, text }),
  canned: (meeting: string, version: number, replies: readonly CannedLine[]) => call<PapersReply>("PUT", `${of(meeting)}/papers/canned`, { version, replies }),
  handOver: (meeting: string, text: string) => call<PapersReply>("POST", `${of(meeting)}/papers/hand-over`, { text }),
  /** `to`: accounts; none means everybody. */
  callHelp: (meeting: string, note: string | null, to: readonly number[]) => call<PapersReply>("POST", `${of(meeting)}/help`, { note, to }),
  /** `after`: how many published suggestions make an author's next one appear first; `null` switches it off. */
  autoclear: (meeting: string, after: number | null) => call<MeetingCard>("PUT", `${of(meeting)}/autoclear`, { after }),
};

export const invalidations = {
  list: (meeting: string) => call<InvalidationsReply>("GET", `${of(meeting)}/invalidations`),
  count: (meeting: string, conditions: SupportConditions) =>
    call<InvalidationTrialReply>("POST", `${of(meeting)}/invalidations/dry-run`, { conditions }, { timeoutMs: 60_000 }),
  begin: (meeting: string, order: InvalidateBody) => call<InvalidationLine>("POST", `${of(meeting)}/invalidations`, order, { timeoutMs: 60_000 }),
  cancel: (meeting: string, id: number) => call<InvalidationLine>("POST", `${of(meeting)}/invalidations/${id}/cancel`, {}),
  reverse: (meeting: string, id: number) => call<InvalidationLine>("POST", `${of(meeting)}/invalidations/${id}/reverse`, {}),
};

export const abuse = (meeting: string) => call<AbuseReply>("GET", `${of(meeting)}/abuse`);

export const restrictions = {
  make: (meeting: string, wish: RestrictBody) => call<RestrictionLine>("POST", `${of(meeting)}/restrictions`, wish),
  lift: (meeting: string, id: number) => call<undefined>("DELETE", `${of(meeting)}/restrictions/${id}`),
};

export const record = {
  read: (meeting: string, asked: Readonly<Record<string, string>>) => call<RecordReply>("GET", `${of(meeting)}/record?${new URLSearchParams(asked).toString()}`),
  file: (meeting: string, asked: Readonly<Record<string, string>>) => `${of(meeting)}/record.csv?${new URLSearchParams(asked).toString()}`,
};

export const desk = {
  /** `on`: the item on this desk, so that colleagues see it. */
  queue: (meeting: string, console: string, on: number | null = null) =>
    call<QueueReply>("GET", `${of(meeting)}/queue?console=${encodeURIComponent(console)}${on === null ? "" : `&on=${on}`}`, undefined, { timeoutMs: 4_000 }),
  /** `items`: only of these agenda items, none means of all; `flagged`: also what needs care. */
  deal: (meeting: string, console: string, want: number, items: readonly number[] = [], flagged = true) =>
    call<DealReply>("POST", `${of(meeting)}/queue/deal`, { console, want, items, flagged }),
  renew: (meeting: string, console: string) => call<DealReply>("POST", `${of(meeting)}/queue/renew`, { console, nos: [] }),
  release: (meeting: string, console: string, nos: number[], keepalive = false) =>
    call<DealReply>("POST", `${of(meeting)}/queue/release`, { console, nos }, { keepalive }),
  candidates: (meeting: string, no: number, text: string) =>
    call<CandidatesReply>("GET", `${of(meeting)}/candidates?no=${no}&text=${encodeURIComponent(text)}`),
  takeOver: (meeting: string, console: string, no: number) =>
    call<DealReply>("POST", `${of(meeting)}/suggestions/${no}/take-over`, { console, nos: [] }),
  decide: (meeting: string, console: string, no: number, revision: number, decision: DecisionWish) =>
    call<DecisionReply>("POST", `${of(meeting)}/suggestions/${no}/decision`, { console, revision, decision }, { keepalive: true }),
  /** `seq`: of the picture in which they were read. */
  bulk: (meeting: string, console: string, nos: readonly number[], seq: number, decision: DecisionWish) =>
    call<BulkReply>("POST", `${of(meeting)}/bulk`, { console, nos, seq, decision }, { timeoutMs: 20_000 }),
  bulkTag: (meeting: string, nos: readonly number[], to: { agenda_item: number } | { topic: number }) =>
    call<BulkReply>("POST", `${of(meeting)}/bulk/tag`, { nos, ...to }, { timeoutMs: 20_000 }),
  reopen: (meeting: string, no: number, note: string | null) => call<undefined>("POST", `${of(meeting)}/suggestions/${no}/reopen`, { note }),
  unmerge: (meeting: string, no: number) => call<undefined>("POST", `${of(meeting)}/suggestions/${no}/unmerge`, {}),
  find: (meeting: string, asked: { q?: string; state?: string }) =>
    call<FindReply>("GET", `${of(meeting)}/find?${new URLSearchParams(asked).toString()}`),
  history: (meeting: string, no: number) => call<HistoryReply>("GET", `${of(meeting)}/suggestions/${no}/history`),
  preview: (meeting: string, no: number, into: number, kind: string) =>
    call<MergePreview>("GET", `${of(meeting)}/suggestions/${no}/merge-preview?into=${into}&kind=${kind}`),
  topics: (meeting: string) => call<TopicsReply>("GET", `${of(meeting)}/topics`),
  nameTopic: (meeting: string, topic: number, change: { name?: string; fixed?: boolean }) =>
    call<Topic>("POST", `${of(meeting)}/topics/${topic}`, change),
  regroup: (meeting: string, dry: boolean) => call<RegroupReply>("POST", `${of(meeting)}/topics/regroup`, { dry }),
  assignTopic: (meeting: string, no: number, topic: number) => call<undefined>("POST", `${of(meeting)}/suggestions/${no}/topic`, { topic }),
  undo: (meeting: string, no: number) => call<DecisionReply>("DELETE", `${of(meeting)}/suggestions/${no}/decision`),
  escalate: (meeting: string, console: string, no: number, revision: number, note: string | null) =>
    call<undefined>("POST", `${of(meeting)}/suggestions/${no}/escalate`, { console, revision, note }),
  tag: (meeting: string, no: number, item: number) => call<DecisionReply>("POST", `${of(meeting)}/suggestions/${no}/tag`, { agenda_item: item }),
};

export const host = {
  read: (meeting: string) => call<HostReply>("GET", `${of(meeting)}/host`, undefined, { timeoutMs: 4_000 }),
  floor: (meeting: string, no: number, step: FloorBody) => call<Card["floor"]>("POST", `${of(meeting)}/suggestions/${no}/floor`, step),
  stage: (meeting: string, step: StageBody) => call<MeetingCard>("POST", `${of(meeting)}/stage`, step),
  find: (meeting: string, text: string) => call<SimilarReply>("GET", `${of(meeting)}/candidates?text=${encodeURIComponent(text)}`),
  screens: (meeting: string) => call<ScreenList>("GET", `${of(meeting)}/screens`),
  makeScreen: (meeting: string, body: ScreenBody) => call<ScreenLink>("POST", `${of(meeting)}/screens`, body),
  revokeScreen: (meeting: string, id: number) => call<undefined>("DELETE", `${of(meeting)}/screens/${id}`),
  captions: (meeting: string, after: number) =>
    call<{ readonly lines: readonly { readonly seq: number; readonly moment_ms: number; readonly text: string }[] }>("GET", `${of(meeting)}/captions?after=${after}`),
};

export const scribe = {
  list: (meeting: string) => call<ScribeList>("GET", `${of(meeting)}/scribe`),
  enter: (meeting: string, entries: readonly ScribeEntry[]) => call<ScribeReply>("POST", `${of(meeting)}/scribe`, { entries }, { timeoutMs: 20_000 }),
};
