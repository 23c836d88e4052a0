// 读给我听: what is on now and the suggestions, read by the device's own voice. Only where it has one.
import { byId, find, icon, t, write } from "./page.ts";

const VOICES: Record<string, string> = { "zh-Hans": "zh-CN", "zh-Hant": "zh-TW", en: "en" };
/** Suggestions that are read in one go. */
const CARDS_MAX = 20;

let reading = false;

export function canRead(): boolean {
  return "speechSynthesis" in window && "SpeechSynthesisUtterance" in window;
}

function sentences(): Array<{ text: string; card: HTMLElement | null }> {
  const words = (root: ParentNode, selector: string): string => {
    const element = find(root, selector);
    return element && !element.hidden ? (element.textContent || "").trim() : "";
  };
  const now = [words(document, "#now-item"), words(document, "#now-words"), words(document, "#now-speaker .w")].filter((part) => part).join("，");
  const cards = Array.from(document.querySelectorAll<HTMLElement>("#feed article:not(.gone)")).slice(0, CARDS_MAX);
  const spoken = cards.map((card) => {
    const text = t("read.card", { no: card.dataset["no"] || "", text: words(card, ".tx"), n: words(card, ".sup .x") });
    return { text, card };
  });
  return [{ text: now, card: null }, ...spoken];
}

function paint(): void {
  document.querySelectorAll<HTMLElement>("#read, #read-feed").forEach((button) => {
    icon(button, reading ? "stop-fill" : "speaker-high-bold");
    write(button, ".w", t(reading ? "read.stop" : "set.read"));
  });
}

function stop(): void {
  reading = false;
  window.speechSynthesis.cancel();
  document.querySelectorAll(".reading").forEach((card) => card.classList.remove("reading"));
  paint();
}

/** Begins to read, or stops. */
export function toggleReading(): void {
  if (reading) return stop();
  const video = byId<HTMLVideoElement>("video");
  if (video) video.muted = true;
  reading = true;
  const language = VOICES[document.documentElement.lang] || "zh-CN";
  const list = sentences();
  list.forEach(({ text, card }, at) => {
    const utterance = new SpeechSynthesisUtterance(text);
    // What people write is read as Chinese, whatever the interface's language.
    utterance.lang = card ? VOICES["zh-Hans"] || language : language;
    utterance.onstart = () => {
      document.querySelectorAll(".reading").forEach((other) => other.classList.remove("reading"));
      if (card) card.classList.add("reading");
    };
    if (at === list.length - 1) utterance.onend = stop;
    window.speechSynthesis.speak(utterance);
  });
  window.addEventListener("pagehide", stop, { once: true });
  paint();
}
