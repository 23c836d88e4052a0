// What a frame changes for host and director: numbers of backers are taken in place, everything else is read again. Pure.
import type { Card, Frame, HostReply } from "../../shared/protocol";

/** When to read again: `now` for what the chamber sees, `soon` for what only changes a number, `never` when all is taken in. */
export type Reading = "now" | "soon" | "never";

export function take(reply: HostReply, frame: Frame): { readonly reply: HostReply; readonly read: Reading } {
  let next: HostReply = { ...reply, seq: frame.to };
  let read: Reading = "never";
  for (const item of frame.items) {
    if (item.t === "supports") next = backed(next, new Map(item.totals));
    else if (item.t === "published") read = read === "now" ? "now" : "soon";
    else if (item.t !== "caption") read = "now";
  }
  return { reply: next, read };
}

function backed(reply: HostReply, totals: ReadonlyMap<number, number>): HostReply {
  const one = (card: Card): Card => ({ ...card, supports: totals.get(card.no) ?? card.supports });
  return {
    ...reply,
    on_screen: reply.on_screen === null ? null : one(reply.on_screen),
    shortlist: reply.shortlist.map(one),
    read_out: reply.read_out.map(one),
    ended: reply.ended.map(one),
  };
}
