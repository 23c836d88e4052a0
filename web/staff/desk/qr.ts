// QR codes as vector paths. The library is fetched when a page needs it.

export interface Qr {
  /** Modules on a side. */
  readonly size: number;
  /** Row by row. */
  readonly dark: readonly boolean[];
}

export async function modulesOf(text: string): Promise<Qr> {
  const { default: make } = await import("qrcode-generator");
  // Type 0: the smallest that fits. M: a quarter of a printed code may be lost on a bad screen.
  const code = make(0, "M");
  code.addData(text, "Byte");
  code.make();
  const size = code.getModuleCount();
  return { size, dark: Array.from({ length: size * size }, (_, at) => code.isDark(Math.floor(at / size), at % size)) };
}

/** One path for all dark modules, runs joined. */
export function pathOf({ size, dark }: Qr): string {
  let path = "";
  for (let row = 0; row < size; row += 1) {
    let from = -1;
    for (let column = 0; column <= size; column += 1) {
      const isDark = column < size && dark[row * size + column] === true;
      if (isDark && from < 0) from = column;
      if (!isDark && from >= 0) {
        path += `M${from} ${row}h${column - from}v1h${from - column}z`;
        from = -1;
      }
    }
  }
  return path;
}
