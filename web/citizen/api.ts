// Requests of the reader's own actions, and what the server says when it declines.

export interface Refused {
  ok: false;
  /** 0 when the server was not reached. */
  status: number;
  code: string;
  /** In the reader's language; empty when the server was not reached. */
  title: string;
  /** When to try again; 0 when it does not help. */
  retryAfterS: number;
}

export interface Accepted<T> {
  ok: true;
  body: T;
}

export type Answer<T> = Accepted<T> | Refused;

/** Sent to the window when a request did not reach the server: the line may be dead without having said so. */
export const UNREACHED_EVENT = "yanlu-unreached";
/** A request that takes longer was swallowed on its way. */
const WAIT_MS = 15_000;
const UNREACHED: Refused = { ok: false, status: 0, code: "", title: "", retryAfterS: 0 };

interface ProblemDocument {
  code?: string;
  title?: string;
  retry_after_s?: number;
}

async function refusal(response: Response): Promise<Refused> {
  let problem: ProblemDocument = {};
  try {
    problem = await response.json();
  } catch {
    // Not our document: a proxy answered. The status says enough.
  }
  const seconds = Number(response.headers.get("Retry-After")) || problem.retry_after_s || 0;
  return { ok: false, status: response.status, code: problem.code || "", title: problem.title || "", retryAfterS: seconds };
}

/** Sends a request and reads a JSON answer. Never rejects; what takes too long, or was aborted, counts as not reached. */
export async function send<T>(url: string, init: RequestInit = {}): Promise<Answer<T>> {
  const abort = new AbortController();
  const wait = setTimeout(() => abort.abort(), WAIT_MS);
  try {
    const response = await fetch(url, { credentials: "same-origin", signal: abort.signal, ...init });
    if (!response.ok) return await refusal(response);
    return { ok: true, body: (await response.json()) as T };
  } catch {
    if (!init.signal) self.dispatchEvent(new Event(UNREACHED_EVENT));
    return UNREACHED;
  } finally {
    clearTimeout(wait);
  }
}
