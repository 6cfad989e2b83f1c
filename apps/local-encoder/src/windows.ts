/** Cuts a list into the fewest windows of at most `most` items, all of about the same length. An empty list is one empty window. */
export function windowsOf<T>(items: readonly T[], most: number): T[][] {
  const count = Math.max(1, Math.ceil(items.length / most))
  const length = Math.ceil(items.length / count)
  return Array.from({ length: count }, (_, index) => items.slice(index * length, (index + 1) * length))
}

/** The sum of vectors, each weighted by the length of the window it stands for: the direction of their mean. */
export function weightedSum(
  vectors: readonly (readonly number[])[],
  windows: readonly (readonly unknown[])[],
): number[] {
  const sum = Array.from({ length: vectors[0]?.length ?? 0 }, () => 0)
  for (const [index, vector] of vectors.entries()) {
    const weight = windows[index]?.length ?? 0
    for (const [dimension, value] of vector.entries()) sum[dimension] = (sum[dimension] ?? 0) + weight * value
  }
  return sum
}
