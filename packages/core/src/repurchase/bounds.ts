/** Logarithms of parameters (times in units of the mean age) are identified inside +-BOUND; a fit is held near it. */
export const BOUND = 9;
const WALL = BOUND + 0.5;
const STIFFNESS = 10;

/** Adds a smooth wall beyond the bound to a value and its gradient, and returns the value. Inside it changes nothing. */
export function addWall(value: number, point: Float64Array, gradient: Float64Array): number {
  let held = value;
  for (let i = 0; i < point.length; i += 1) {
    const coordinate = point[i] as number;
    const beyond = coordinate > WALL ? coordinate - WALL : coordinate < -WALL ? coordinate + WALL : 0;
    if (beyond === 0) continue;
    held += 0.5 * STIFFNESS * beyond * beyond;
    gradient[i] = (gradient[i] as number) + STIFFNESS * beyond;
  }
  return held;
}
