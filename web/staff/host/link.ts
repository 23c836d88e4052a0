// The link with which this browser's director sees the overlay: made once a meeting, and made anew when it was revoked.
import { host } from "../endpoints";

interface Kept {
  readonly id: number;
  readonly path: string;
}

/** As long as the server takes a label, in characters. */
const LABEL_CHARS_MAX = 40;

const nameOf = (meeting: string): string => `yanlu.monitor.${meeting}`;

/** Path and query of the overlay page. Rejects with what the server said. */
export async function monitorLink(meeting: string, label: string): Promise<string> {
  const kept = read(meeting);
  if (kept !== null) {
    const { screens } = await host.screens(meeting);
    if (screens.some((screen) => screen.id === kept.id && screen.revoked_at === null)) return kept.path;
  }
  const { id, path } = await host.makeScreen(meeting, { kind: "overlay", label: [...label].slice(0, LABEL_CHARS_MAX).join("") });
  write(meeting, { id, path });
  return path;
}

function read(meeting: string): Kept | null {
  try {
    const kept = JSON.parse(localStorage.getItem(nameOf(meeting)) ?? "null") as Partial<Kept> | null;
    const whole = kept !== null && typeof kept.id === "number" && typeof kept.path === "string" && kept.path.startsWith("/overlay/");
    return whole ? (kept as Kept) : null;
  } catch {
    return null;
  }
}

function write(meeting: string, kept: Kept): void {
  try {
    localStorage.setItem(nameOf(meeting), JSON.stringify(kept));
  } catch {
    // Storage may be blocked: then the next visit makes another link.
  }
}
