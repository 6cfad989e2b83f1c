import { hasNegation } from './negation.ts'
import { squash, termsOf, type Term } from './terms.ts'

/** Endings up to so many letters may be different, on words of at least so many. */
const ENDING_MAX = 4
const STEM_MIN = 4
const NAME_ENDING_MAX = 2

/** A text that statements may rest on. */
export class Evidence {
  readonly terms: readonly Term[]
  readonly hasNegation: boolean
  readonly #exact = new Set<string>()
  readonly #byStart = new Map<string, string[]>()
  readonly #squashed: string

  constructor(text: string) {
    this.terms = termsOf(text)
    this.hasNegation = hasNegation(text)
    this.#squashed = squash(text)
    for (const term of this.terms) this.#add(term)
  }

  #add({ kind, text }: Term): void {
    this.#exact.add(`${kind} ${text}`)
    if (kind !== 'word') return
    const start = text.slice(0, 3)
    this.#byStart.set(start, [...(this.#byStart.get(start) ?? []), text])
  }

  /** Whether the text says that too, be it with another ending. */
  holds({ kind, text, isName = false }: Term): boolean {
    if (this.#exact.has(`${kind} ${text}`)) return true
    if (kind === 'code') return this.#squashed.includes(text)
    if (kind !== 'word') return false
    const similar = this.#byStart.get(text.slice(0, 3)) ?? []
    return similar.some((other) => isSameWord(text, other, isName))
  }
}

function isSameWord(one: string, other: string, isName: boolean): boolean {
  const least = Math.min(one.length, other.length)
  let shared = 0
  while (shared < least && one[shared] === other[shared]) shared++
  const [ofOne, ofOther] = [one.length - shared, other.length - shared]
  if (isName) return shared === least && ofOne + ofOther <= NAME_ENDING_MAX
  // "greases" and "greased" differ by what is added to a stem, "use" and "user" are short.
  if (shared === least && shared >= 3) return ofOne + ofOther <= Math.min(ENDING_MAX, shared)
  return shared >= STEM_MIN && Math.max(ofOne, ofOther) <= Math.min(ENDING_MAX - 1, shared / 2)
}
