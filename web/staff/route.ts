// Which page an address asks for.

export type Route =
  | { readonly page: "login"; readonly next: string }
  | { readonly page: "first"; readonly token: string }
  | { readonly page: "meetings" }
  | { readonly page: "accounts" }
  | { readonly page: "setup" | "run" | "results" | "words" | "record" | "abuse" | "papers"; readonly meeting: string }
  | { readonly page: "console" | "host" | "director" | "scribe"; readonly meeting: string }
  | { readonly page: "unknown" };

const HOME = "/desk";
/** Pages of a meeting at the desk. */
const OF_DESK = ["setup", "run", "results", "words", "record", "abuse", "papers"] as const;

export function routeOf(pathname: string, search: string): Route {
  const parts = pathname.split("/").filter((part) => part !== "");
  const [first, second, third, fourth] = parts;
  if (first === "login" && parts.length === 1) return { page: "login", next: safeNext(search) };
  if (first === "setup" && second !== undefined && parts.length === 2) return { page: "first", token: second };
  if (first === "mod" && second !== undefined && parts.length === 2) return { page: "console", meeting: second };
  if (first === "scribe" && second !== undefined && parts.length === 2) return { page: "scribe", meeting: second };
  if (first === "host" && second !== undefined && parts.length === 2) {
    return { page: new URLSearchParams(search).get("role") === "director" ? "director" : "host", meeting: second };
  }
  if (first !== "desk") return { page: "unknown" };
  if (parts.length === 1) return { page: "meetings" };
  if (second === "staff" && parts.length === 2) return { page: "accounts" };
  if (second === "m" && third !== undefined && parts.length === 4) {
    const page = OF_DESK.find((one) => one === fourth);
    if (page !== undefined) return { page, meeting: third };
  }
  return { page: "unknown" };
}

/** Where to go after the log-in: only ever a path of this site. */
export function safeNext(search: string): string {
  const next = new URLSearchParams(search).get("next") ?? HOME;
  const own = next.startsWith("/") && !next.startsWith("//") && !next.includes("\\") && !next.startsWith("/login");
  return own ? next : HOME;
}
