// The browser's ways to the server, as the ladder uses them.
import type { Ears, World } from "./net.ts";

const JSON_WAIT_MS = 8_000;

function socket(path: string, ears: Ears): () => void {
  const open = new WebSocket(location.origin.replace(/^http/, "ws") + path);
  open.onopen = () => ears.opened();
  open.onmessage = (event: MessageEvent<string>) => ears.message(event.data);
  open.onclose = (event) => ears.closed(event.code);
  return () => {
    open.onclose = open.onmessage = open.onopen = null;
    open.close();
  };
}

function stream(path: string, ears: Ears): () => void {
  const open = new EventSource(path);
  open.onopen = () => ears.opened();
  open.onmessage = (event: MessageEvent<string>) => ears.message(event.data);
  open.onerror = () => ears.closed(0);
  return () => {
    open.onerror = open.onmessage = open.onopen = null;
    open.close();
  };
}

async function json(path: string): Promise<{ status: number; body: unknown }> {
  const abort = new AbortController();
  const wait = window.setTimeout(() => abort.abort(), JSON_WAIT_MS);
  try {
    const response = await fetch(path, { signal: abort.signal });
    return { status: response.status, body: response.ok ? await response.json() : null };
  } catch {
    return { status: 0, body: null };
  } finally {
    window.clearTimeout(wait);
  }
}

export const browser: World = {
  socket: "WebSocket" in window ? socket : null,
  stream: "EventSource" in window ? stream : null,
  json,
  online: () => navigator.onLine !== false,
};
