// The two live regions of the staff pages: the outcome of one's own action, and errors that need action. Nothing else is live.

class Live {
  status = $state("");
  alert = $state("");
}

export const live = new Live();

/** Says the outcome of the reader's own action. A text that repeats itself is spoken again. */
export function say(text: string): void {
  live.status = live.status === text ? `${text}\u00a0` : text;
}

/** Says an error that needs action. */
export function warn(text: string): void {
  live.alert = live.alert === text ? `${text}\u00a0` : text;
}
