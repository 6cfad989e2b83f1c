/** Cuts a list into the fewest windows of at most `most` items, all of about the same length. An empty list is one empty window. */
export function windowsOf<T>(items: readonly T[], most: number): T[][] {
  const count = Math.max(1, Math.ceil(items.length / most))
  const length = Math.ceil(items.length / count)
  return Array.from({ length: count }, (_, index) => items.slice(index * length, (index + 1) * length))
}

/** The mean of vectors, each weighted by the length of the window it stands for. */
export function meanOf(
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

/** The vector at length one; a zero vector stays what it is. */
export function normalise(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector)
  return length === 0 ? [...vector] : vector.map((value) => value / length)
}
