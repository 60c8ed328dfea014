/** Small symmetric matrices, kept row by row. */

/** The lower triangle L with L L' = matrix, or `null` when the matrix is not positive definite. */
export function cholesky(matrix: Float64Array, size: number): Float64Array | null {
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = matrix[i * size + j] as number;
      for (let k = 0; k < j; k += 1) sum -= (lower[i * size + k] as number) * (lower[j * size + k] as number);
      if (i !== j) lower[i * size + j] = sum / (lower[j * size + j] as number);
      else if (sum > 0) lower[i * size + i] = Math.sqrt(sum);
      else return null;
    }
  }
  return lower;
}

/** The inverse of a symmetric matrix, or `null` when it is not positive definite. */
export function invertPositive(matrix: Float64Array, size: number): Float64Array | null {
  const lower = cholesky(matrix, size);
  if (!lower) return null;
  const inverse = new Float64Array(size * size);
  for (let column = 0; column < size; column += 1) {
    const solved = new Float64Array(size);
    for (let i = 0; i < size; i += 1) {
      let sum = i === column ? 1 : 0;
      for (let k = 0; k < i; k += 1) sum -= (lower[i * size + k] as number) * (solved[k] as number);
      solved[i] = sum / (lower[i * size + i] as number);
    }
    for (let i = size - 1; i >= 0; i -= 1) {
      let sum = solved[i] as number;
      for (let k = i + 1; k < size; k += 1) sum -= (lower[k * size + i] as number) * (solved[k] as number);
      solved[i] = sum / (lower[i * size + i] as number);
      inverse[i * size + column] = solved[i] as number;
    }
  }
  return inverse;
}
