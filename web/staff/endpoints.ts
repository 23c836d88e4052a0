// Every address that the staff pages ask, typed. No logic.
import { call } from "./api";
import type {
  Board, Card, DealReply, DecisionReply, DecisionWish, FloorBody, HostReply, IntakeBody, MeetingCard, MeetingList, MeetingReply, QueueReply,
  ResultsReply, RunBody, SimilarReply,
  ScreenBody, ScreenLink, ScreenList, ScribeEntry, ScribeList, ScribeReply, StaffCard, StaffList, StageBody,
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

export const desk = {
  queue: (meeting: string, console: string) =>
    call<QueueReply>("GET", `${of(meeting)}/queue?console=${encodeURIComponent(console)}`, undefined, { timeoutMs: 4_000 }),
  deal: (meeting: string, console: string, want: number) => call<DealReply>("POST", `${of(meeting)}/queue/deal`, { console, want }),
  renew: (meeting: string, console: string) => call<DealReply>("POST", `${of(meeting)}/queue/renew`, { console, nos: [] }),
  release: (meeting: string, console: string, nos: number[], keepalive = false) =>
    call<DealReply>("POST", `${of(meeting)}/queue/release`, { console, nos }, { keepalive }),
  candidates: (meeting: string, no: number, text: string) =>
    call<SimilarReply>("GET", `${of(meeting)}/candidates?no=${no}&text=${encodeURIComponent(text)}`),
  takeOver: (meeting: string, console: string, no: number) =>
    call<DealReply>("POST", `${of(meeting)}/suggestions/${no}/take-over`, { console, nos: [] }),
  decide: (meeting: string, console: string, no: number, revision: number, decision: DecisionWish) =>
    call<DecisionReply>("POST", `${of(meeting)}/suggestions/${no}/decision`, { console, revision, decision }),
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
