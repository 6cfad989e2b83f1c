/** How much of what another reader found is found, and how much of that in the same order; 0 to 1. */
export interface Agreement {
  readonly words: number
  readonly order: number
}

/** Each word counts as often as the other reader found it. */
export function agreement(found: string, expected: string): Agreement {
  const places = placesOf(wordsOf(found))
  const wanted = wordsOf(expected)
  const at = wanted.flatMap((word) => places.get(word)?.shift() ?? [])
  const inOrder = at.filter((place, index) => index === 0 || place > (at[index - 1] ?? 0)).length
  return { words: share(at.length, wanted.length), order: share(inOrder, at.length) }
}

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole
}

function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  )
}

function placesOf(words: readonly string[]): Map<string, number[]> {
  const places = new Map<string, number[]>()
  for (const [at, word] of words.entries()) {
    const known = places.get(word)
    if (known === undefined) places.set(word, [at])
    else known.push(at)
  }
  return places
}
