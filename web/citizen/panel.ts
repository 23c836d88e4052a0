// A dialog over the page: focus stays in it, Esc closes it, and the opener gets the focus back.
import "./panel.css";
import { byId, make, newIcon, t } from "./page.ts";

const FOCUSABLE = "a[href], button:not([disabled]), input:not([type=hidden]), select, textarea, summary";

let open: (() => void) | null = null;

/** Closes the dialog that is open, if one is. */
export function closePanel(): void {
  if (open) open();
}

function keepFocus(panel: HTMLElement, event: KeyboardEvent): void {
  const stops = Array.from(panel.querySelectorAll<HTMLElement>(FOCUSABLE)).filter((stop) => stop.offsetParent !== null);
  const first = stops[0];
  const last = stops[stops.length - 1];
  if (!first || !last) return;
  const leaving = event.shiftKey ? document.activeElement === first || document.activeElement === panel : document.activeElement === last;
  if (!leaving) return;
  event.preventDefault();
  (event.shiftKey ? last : first).focus();
}

/** Opens a dialog with this title and content. */
export function openPanel(title: string, content: Node, opener: HTMLElement): HTMLElement {
  closePanel();
  const scrim = make("div", "scrim top-scrim");
  const panel = make("section", "panel");
  const head = make("header");
  const heading = make("h2", "", title);
  heading.id = "panel-title";
  const shut = make("button", "ib");
  shut.type = "button";
  shut.setAttribute("aria-label", t("app.close"));
  const cross = newIcon("x-bold");
  if (cross) shut.append(cross);
  head.append(heading, shut);
  panel.append(head, content);
  panel.id = "panel";
  panel.tabIndex = -1;
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-modal", "true");
  panel.setAttribute("aria-labelledby", heading.id);
  const close = (): void => {
    open = null;
    panel.remove();
    scrim.remove();
    document.documentElement.classList.remove("sheeted");
    opener.focus({ preventScroll: true });
  };
  open = close;
  shut.addEventListener("click", close);
  scrim.addEventListener("click", close);
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    else if (event.key === "Tab") keepFocus(panel, event);
  });
  const status = byId("status");
  document.body.insertBefore(scrim, status);
  document.body.insertBefore(panel, status);
  document.documentElement.classList.add("sheeted");
  panel.focus({ preventScroll: true });
  return panel;
}

/** A copy of a `<template>` of the page. */
export function fromTemplate(id: string): DocumentFragment | null {
  const template = document.getElementById(id) as HTMLTemplateElement | null;
  return template && document.importNode(template.content, true);
}
