// Requests to the server: one wrapper that turns problem documents into typed errors. Knows no page and shows nothing.

/** A refusal as the server writes it (RFC 9457), with the values that its text was filled with. */
export interface ProblemDocument {
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly field?: string;
  readonly retryable: boolean;
  readonly retry_after_s?: number;
  readonly request_id?: string;
  readonly [value: string]: unknown;
}

/** The server understood and said no. */
export class Refused extends Error {
  constructor(readonly problem: ProblemDocument) {
    super(problem.title);
    this.name = "Refused";
  }

  get code(): string {
    return this.problem.code;
  }

  get requestId(): string {
    return this.problem.request_id ?? "";
  }
}

/** No answer: offline, timed out, or an answer that is not ours. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super("no answer from the server", { cause });
    this.name = "Unreachable";
  }
}

/** Real time after which a request without an answer counts as lost. */
export const ANSWER_MS_MAX = 8_000;

export type Method = "GET" | "POST" | "PUT" | "DELETE";

export interface CallOptions {
  /** Ends on its own after this many ms. */
  readonly timeoutMs?: number;
  /** The page may go away before the answer comes. */
  readonly keepalive?: boolean;
}

/** What happens when the server asks for a log-in; the app sets it. */
export const gate: { loginNeeded: () => void } = { loginNeeded: () => undefined };

/** Asks the server. Throws `Refused` or `Unreachable`, nothing else. */
export async function call<T>(method: Method, path: string, body?: unknown, options: CallOptions = {}): Promise<T> {
  const response = await answer(method, path, body, options);
  const text = await response.text().catch((cause: unknown) => {
    throw new Unreachable(cause);
  });
  if (response.ok) return parse<T>(text);
  const problem = readProblem(text);
  if (problem === null) throw new Unreachable(new Error(`status ${response.status} without a problem document`));
  if (problem.code === "login_needed") gate.loginNeeded();
  throw new Refused(problem);
}

async function answer(method: Method, path: string, body: unknown, options: CallOptions): Promise<Response> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), options.timeoutMs ?? ANSWER_MS_MAX);
  const headers: Record<string, string> = { accept: "application/json" };
  // A file goes as it is and names its own type. A string is a JSON value like others: some steps are one word.
  const file = body instanceof Blob ? body : null;
  if (body !== undefined && file === null) headers["content-type"] = "application/json";
  try {
    return await fetch(path, {
      method,
      headers,
      body: body === undefined ? null : (file ?? JSON.stringify(body)),
      credentials: "same-origin",
      cache: "no-store",
      keepalive: options.keepalive ?? false,
      signal: stop.signal,
    });
  } catch (cause) {
    throw new Unreachable(cause);
  } finally {
    clearTimeout(timer);
  }
}

function parse<T>(text: string): T {
  if (text === "") return undefined as T;
  try {
    return JSON.parse(text) as T;
  } catch (cause) {
    throw new Unreachable(cause);
  }
}

function readProblem(text: string): ProblemDocument | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return isProblem(value) ? value : null;
}

function isProblem(value: unknown): value is ProblemDocument {
  return typeof value === "object" && value !== null && "code" in value && typeof value.code === "string" && "title" in value;
}
