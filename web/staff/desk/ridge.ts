// The mountain: two series as smooth areas. Pure geometry; the colours are the sheet's.

/** Each value with its neighbours, so that a minute's chance does not make a spike. */
export function smooth(series: readonly number[], reach: number): number[] {
  return series.map((_, at) => {
    const near = series.slice(Math.max(0, at - reach), at + reach + 1);
    return near.reduce((sum, value) => sum + value, 0) / near.length;
  });
}

/** The outline of an area over a base line: points from left to right, joined by flat-ended curves. */
export function area(points: readonly (readonly [number, number])[], base: number): string {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return "";
  const n = (value: number): string => value.toFixed(1);
  let path = `M${n(first[0])} ${n(base)}L${n(first[0])} ${n(first[1])}`;
  points.slice(1).forEach(([x, y], at) => {
    const [x0, y0] = points[at] ?? first;
    const middle = n((x0 + x) / 2);
    path += `C${middle} ${n(y0)} ${middle} ${n(y)} ${n(x)} ${n(y)}`;
  });
  return `${path}L${n(last[0])} ${n(base)}Z`;
}

/** A series in buckets of at least `leastMs`: a second's chance is no rate. */
export function coarse(series: readonly number[], bucketMs: number, leastMs: number): { readonly bucketMs: number; readonly counts: number[] } {
  const per = Math.max(1, Math.ceil(leastMs / bucketMs));
  const counts = Array.from({ length: Math.ceil(series.length / per) }, (_, at) =>
    series.slice(at * per, (at + 1) * per).reduce((sum, count) => sum + count, 0),
  );
  return { bucketMs: bucketMs * per, counts };
}

/** Lines for the eye: about three round values up to the peak. */
export function gridOf(peak: number): number[] {
  if (peak < 3) return [];
  const raw = peak / 3;
  const unit = 10 ** Math.floor(Math.log10(raw));
  const step = Math.max(1, ([1, 2, 5].map((n) => n * unit).find((n) => n >= raw) ?? 10 * unit));
  return [1, 2, 3].map((n) => n * step).filter((n) => n <= peak);
}
