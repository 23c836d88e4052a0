// Whether the big screen's words can be read from the last row, and the address that suits. Pure.

/** One of these characters is this high, in pixels of a picture 1,920 wide: the smallest words on the screen. */
const SMALLEST_PX = 36;
const PICTURE_PX = 1_920;
/** The angle under which the smallest words must be seen, in minutes of arc. */
const ARC_MINUTES_MIN = 16;

/** The angle under which the smallest words are seen, in minutes of arc; lengths in metres. */
export function arcMinutes(pictureWidth: number, distance: number): number {
  const height = (SMALLEST_PX / PICTURE_PX) * pictureWidth;
  return 2 * Math.atan(height / 2 / distance) * (180 / Math.PI) * 60;
}

/** Whether the usual size is enough. */
export function legible(pictureWidth: number, distance: number): boolean {
  return arcMinutes(pictureWidth, distance) >= ARC_MINUTES_MIN;
}

export interface Look {
  readonly theme: "led" | "projector";
  /** Metres. */
  readonly pictureWidth: number;
  readonly distance: number;
}

/** The address of a screen with its look; what is usual is left out. */
export function screenAddress(origin: string, path: string, look: Look): string {
  const theme = look.theme === "projector" ? "&theme=projector" : "";
  return origin + path + theme + (legible(look.pictureWidth, look.distance) ? "" : "&dense=off");
}
