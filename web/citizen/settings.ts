// The settings dialog: the server's settings form, which also works as a page of its own, applied at once.
import "./settings.css";
import { applyLook, currentLook, type Look } from "./look.ts";
import { find } from "./page.ts";
import { openPanel } from "./panel.ts";
import { canRead, toggleReading } from "./readaloud.ts";

function chosen(form: HTMLFormElement, name: string): string {
  const field = find<HTMLInputElement>(form, `[name="${name}"]:checked`);
  return field ? field.value : "";
}

function fill(form: HTMLFormElement, look: Look): void {
  const check = (selector: string, on: boolean): void => {
    const field = find<HTMLInputElement>(form, selector);
    if (field) field.checked = on;
  };
  check(`[name="scale"][value="${look.scale}"]`, true);
  check(`[name="theme"][value="${look.theme}"]`, true);
  check('[name="elder"]', look.elder);
  check('[name="motion"]', look.calm);
}

async function fetchForm(here: string): Promise<HTMLFormElement | null> {
  const response = await fetch(`/settings?next=${encodeURIComponent(here)}`);
  if (!response.ok) return null;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const form = page.getElementById("settings");
  return form && (document.importNode(form, true) as HTMLFormElement);
}

/** Opens the settings over the page; without a connection the link leads to their own page as before. */
export async function openSettings(opener: HTMLAnchorElement): Promise<void> {
  const form = await fetchForm(location.pathname + location.search).catch(() => null);
  if (!form) {
    location.href = opener.href;
    return;
  }
  fill(form, currentLook());
  form.classList.add("live");
  form.addEventListener("change", () => {
    applyLook({
      scale: chosen(form, "scale") || "1",
      theme: chosen(form, "theme") || "auto",
      elder: chosen(form, "elder") === "1",
      calm: chosen(form, "motion") === "1",
    });
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  const read = find<HTMLButtonElement>(form, "#read");
  if (read) {
    read.hidden = !canRead();
    read.addEventListener("click", () => toggleReading());
  }
  openPanel(form.dataset["title"] || "", form, opener);
}
