/** The search that textbooks and most libraries fit these models with (Nelder & Mead 1965), and the gamma function per row. */

const coefficients = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** `ln Gamma(x)` for x > 0 (Lanczos 1964). */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const z = x - 1;
  let sum = 0.99999999999980993;
  for (let i = 0; i < coefficients.length; i += 1) sum += (coefficients[i] ?? 0) / (z + i + 1);
  const t = z + coefficients.length - 0.5;
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** Least value of a function from a starting point, with how often it was asked. */
export function simplex(
  ask: (point: readonly number[]) => number,
  start: readonly number[],
  tolerance = 1e-9,
): { point: readonly number[]; value: number; evaluations: number } {
  let evaluations = 0;
  const at = (point: readonly number[]): { point: readonly number[]; value: number } => {
    evaluations += 1;
    return { point, value: ask(point) };
  };
  const corners = [at(start), ...start.map((_, i) => at(start.map((one, j) => (i === j ? one + 0.1 : one))))];
  const blend = (from: readonly number[], to: readonly number[], share: number): number[] =>
    from.map((one, i) => one + share * ((to[i] ?? 0) - one));
  for (let step = 0; step < 5000; step += 1) {
    corners.sort((a, b) => a.value - b.value);
    const best = corners[0];
    const worst = corners.at(-1);
    const second = corners.at(-2);
    if (!best || !worst || !second) throw new RangeError('A simplex has at least two corners.');
    const size = Math.max(
      ...corners.flatMap(({ point }) => point.map((one, i) => Math.abs(one - (best.point[i] ?? 0)))),
    );
    if (worst.value - best.value < tolerance && size < 1e-7) break;
    const others = corners.slice(0, -1);
    const middle = start.map((_, i) => others.reduce((sum, { point }) => sum + (point[i] ?? 0), 0) / others.length);
    const reflected = at(blend(middle, worst.point, -1));
    if (reflected.value < best.value) {
      const expanded = at(blend(middle, worst.point, -2));
      corners[corners.length - 1] = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < second.value) corners[corners.length - 1] = reflected;
    else {
      const inside = at(blend(middle, reflected.value < worst.value ? reflected.point : worst.point, 0.5));
      if (inside.value < Math.min(reflected.value, worst.value)) corners[corners.length - 1] = inside;
      else for (let i = 1; i < corners.length; i += 1) corners[i] = at(blend(best.point, corners[i]?.point ?? [], 0.5));
    }
  }
  const [least] = corners.toSorted((a, b) => a.value - b.value);
  if (!least) throw new RangeError('A simplex has corners.');
  return { ...least, evaluations };
}
