// 弹幕: short public suggestions across the top of the picture. Never more than a few, never over faces, and always a choice.
// The same texts are in the list, so nothing here is read aloud.
import "./danmaku.css";
import type { Card } from "../shared/protocol.ts";
import { characters } from "../shared/figures.ts";
import { byId, find, make } from "./page.ts";
import { load, save } from "./storage.ts";

const KEY = "yanlu.danmaku";
export const CHARS_MAX = 20;
export const NODES_MAX = 8;
const LANES = 2;
const LANES_FULL = 3;
/** Nothing is shown below this part of the picture's height. */
const LOWEST = 0.45;
const CROSSING_MS = 8_000;
const GAP_MS = 1_200;
const TICK_MS = 300;
/** What waits for its turn; the oldest is dropped, it stays in the list. */
const QUEUE_MAX = 24;
const SHORTEST_CLAUSE = 6;

interface Waiting {
  no: number;
  text: string;
}

/** The text as it crosses the picture: whole when it is short, else its first clause with an ellipsis; null when that is too long. */
export function shortForm(text: string): string | null {
  const line = text.replace(/\s+/g, " ").trim();
  if (characters(line) <= CHARS_MAX) return line;
  const clause = line.split(/[，。；：！？,.;:!?]/, 1)[0] || "";
  const length = characters(clause);
  return length >= SHORTEST_CLAUSE && length < CHARS_MAX ? `${clause}…` : null;
}

/** How long after one item the next may follow in its lane, so that neither touches the other on the way. */
export function spacing(width: number, before: number, after: number): number {
  const clears = (item: number): number => (CROSSING_MS * item) / (width + item);
  return Math.max(GAP_MS, clears(before), clears(after)) + TICK_MS;
}

/** How many lanes fit between `top` and the part that stays free. */
export function lanesIn(height: number, top: number, lane: number, full: boolean): number {
  return Math.max(0, Math.min(full ? LANES_FULL : LANES, Math.floor((height * LOWEST - top) / lane)));
}

export class Danmaku {
  private queue: Waiting[] = [];
  private lanes: Array<{ free: number; width: number }> = [];
  private timer = 0;
  private playing = true;
  private readonly own = new Set<number>();

  constructor(
    private readonly box: HTMLElement,
    private readonly player: HTMLElement,
    private readonly toggle: HTMLElement,
  ) {
    toggle.addEventListener("click", () => this.set(!this.on, true));
    box.addEventListener("animationend", (event) => (event.target as Element).remove());
    document.addEventListener("yanlu:playing", (event) => this.pause(!(event as CustomEvent<boolean>).detail));
    document.addEventListener("yanlu:own", (event) => this.own.add((event as CustomEvent<number>).detail));
    document.addEventListener("yanlu:look", () => this.set(this.allowed() && load(KEY) !== "off", false));
    const kept = load(KEY);
    this.set(this.allowed() && (kept === null ? !savesData() : kept === "on"), false);
  }

  get on(): boolean {
    return this.toggle.getAttribute("aria-checked") === "true";
  }

  private allowed(): boolean {
    const { elder, motion, big } = document.documentElement.dataset;
    return elder === undefined && motion === undefined && big === undefined && !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  private set(on: boolean, chosen: boolean): void {
    this.toggle.setAttribute("aria-checked", String(on));
    if (chosen) save(KEY, on ? "on" : "off");
    window.clearInterval(this.timer);
    this.timer = on ? window.setInterval(() => this.tick(), TICK_MS) : 0;
    if (!on) {
      this.box.textContent = "";
      this.queue = [];
    }
  }

  private pause(paused: boolean): void {
    this.playing = !paused;
    this.box.classList.toggle("paused", paused);
  }

  /** A suggestion became public. */
  add(card: Card): void {
    const text = this.on ? shortForm(card.text) : null;
    if (text === null) return;
    this.queue.push({ no: card.no, text });
    if (this.queue.length > QUEUE_MAX) this.queue.shift();
  }

  private tick(): void {
    const hidden = document.hidden || document.documentElement.classList.contains("sheeted");
    if (!this.playing || hidden || this.queue.length === 0 || this.box.childElementCount >= NODES_MAX) return;
    const next = this.queue[0];
    if (next && this.launch(next)) this.queue.shift();
  }

  private launch(item: Waiting): boolean {
    const node = make("span", this.own.has(item.no) ? "me" : "", item.text);
    this.box.append(node);
    const width = this.box.clientWidth;
    const full = Boolean(document.fullscreenElement);
    const lane = this.freeLane(width, node, full);
    if (lane < 0) {
      node.remove();
      return false;
    }
    node.style.top = `${lane * node.offsetHeight}px`;
    this.box.style.setProperty("--w", `${width}px`);
    node.classList.add("go");
    return true;
  }

  private freeLane(width: number, node: HTMLElement, full: boolean): number {
    const now = Date.now();
    const top = this.box.offsetTop;
    const count = lanesIn(this.player.clientHeight, top, node.offsetHeight, full);
    for (let at = 0; at < count; at += 1) {
      const lane = this.lanes[at] || { free: 0, width: 0 };
      if (now < lane.free + (lane.width ? spacing(width, lane.width, node.offsetWidth) : 0)) continue;
      this.lanes[at] = { free: now, width: node.offsetWidth };
      return at;
    }
    return -1;
  }
}

function savesData(): boolean {
  const connection = (navigator as { connection?: { saveData?: boolean } }).connection;
  return Boolean(connection && connection.saveData);
}

/** The comments over this page's picture; null where it has none. */
export function createDanmaku(): Danmaku | null {
  const box = byId("danmaku");
  const player = byId("player");
  const toggle = player && find(player, "#dm-toggle");
  return box && player && toggle ? new Danmaku(box, player, toggle) : null;
}
