// What a person set for this browser. Storage may be blocked; then it holds for this page only.

const KEYS = "yanlu.keys";

class Preferences {
  /** Whether single keys decide in the console. */
  keys = $state(read(KEYS) !== "off");

  setKeys(on: boolean): void {
    this.keys = on;
    write(KEYS, on ? "on" : "off");
  }
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function write(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Kept for this page only.
  }
}

export const preferences = new Preferences();
