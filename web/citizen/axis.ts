// The mountain time axis: drawn by the server, fetched anew while it is seen. A tap on a band leads to its item; after the meeting a
// tap on the ridge plays that moment.
import { byId, find } from "./page.ts";

const REFRESH_MS = 10_000;
/** The lower part of the drawing holds the bands. */
const BANDS_FROM = 0.56;

function seen(box: HTMLElement): boolean {
  const { top, bottom } = box.getBoundingClientRect();
  return !document.hidden && bottom > 0 && top < window.innerHeight;
}

async function refresh(box: HTMLElement, meeting: string): Promise<void> {
  if (!seen(box)) return;
  try {
    const response = await fetch(`/m/${meeting}/axis?lang=${document.documentElement.lang}`);
    if (!response.ok) return;
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    ["axis-box", "axis-rows"].forEach((id) => {
      const before = byId(id);
      const after = fresh.getElementById(id);
      if (before && after) before.replaceChildren(...Array.from(after.childNodes, (node) => document.importNode(node, true)));
    });
  } catch {
    // The drawing stays as it was; the line at the top says how the network is.
  }
}

/** The item whose band lies at this part of the width, from 1; 0 for none. */
export function itemAt(bands: ReadonlyArray<{ from: number; to: number }>, x: number): number {
  return bands.findIndex((band) => x >= band.from && x <= band.to) + 1;
}

function bandsOf(svg: Element): Array<{ from: number; to: number }> {
  return Array.from(svg.querySelectorAll(".rest"), (band) => {
    const from = Number(band.getAttribute("x"));
    return { from, to: from + Number(band.getAttribute("width")) };
  });
}

/** Keeps the axis of this page fresh and lets it be tapped; `play` gets a moment in ms. */
export function followAxis(meeting: string, play: (ms: number) => boolean): void {
  const box = byId("axis-box");
  if (!box) return;
  window.setInterval(() => void refresh(box, meeting), REFRESH_MS);
  box.addEventListener("click", (event) => {
    const svg = find<SVGSVGElement>(box, "svg");
    const link = (event.target as Element).closest("a");
    if (!svg || !link) return;
    const shape = svg.getBoundingClientRect();
    const at = (event.clientX - shape.left) / shape.width;
    const low = (event.clientY - shape.top) / shape.height > BANDS_FROM;
    if (!low && play(at * Number(svg.dataset["total"]))) return event.preventDefault();
    const item = event.clientX ? itemAt(bandsOf(svg), at * svg.viewBox.baseVal.width) : 0;
    if (item > 0) link.hash = `#a${item}`;
  });
}
