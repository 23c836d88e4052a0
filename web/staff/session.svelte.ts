// Who is logged in, and what the roles let them see. What they may do is decided by the server alone.
import { gate } from "./api";
import { account } from "./endpoints";
import type { StaffCard } from "../shared/protocol";

class Session {
  me = $state.raw<StaffCard | null>(null);
}

export const session = new Session();

export function has(...roles: readonly string[]): boolean {
  return session.me?.roles.some((role) => roles.includes(role)) ?? false;
}

/** Reads the account once per page. Without one, `gate` leads to the log-in. */
export async function readSession(): Promise<void> {
  if (session.me === null) session.me = await account.me();
}

export function toLogin(): void {
  if (location.pathname === "/login") return;
  location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`);
}

export async function logout(): Promise<void> {
  await account.logout().catch(() => undefined);
  location.assign("/login");
}

gate.loginNeeded = toLogin;
