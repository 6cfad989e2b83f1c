// Plain BM25 over whole documents, what every search has to be compared with: no index, no chunks, no vectors.
import { stemmer } from 'stemmer'

import type { CorpusDocument } from '../collection.ts'

/** The usual constants: how soon a repeated word counts no more, and how much long documents are held back. */
const K1 = 1.2
const B = 0.75

/** Words of every English question. Dropping them is worth as much as stemming. */
const QUESTION_WORDS: ReadonlySet<string> = new Set(
  `a about am an and any are as at be been being but by can could did do does for from had has have how i if in into is it its me my no not of on
   or our shall should so such than that the their them then there these they this those to us was we were what when where which while who
   whom whose why will with would you your`.split(/\s+/),
)

interface Indexed {
  readonly id: string
  readonly words: number
  readonly counts: ReadonlyMap<string, number>
}

/** Ranks documents by BM25 of their stemmed words (Porter), title and text joined. */
export class Bm25 {
  readonly #documents: readonly Indexed[]
  readonly #averageWords: number
  /** In how many documents a word stands. */
  readonly #holding = new Map<string, number>()

  constructor(documents: readonly CorpusDocument[]) {
    this.#documents = documents.map(({ id, title, text }) => indexOf(id, wordsOf(`${title} ${text}`)))
    const words = this.#documents.reduce((sum, document) => sum + document.words, 0)
    this.#averageWords = words / documents.length
    for (const { counts } of this.#documents)
      for (const word of counts.keys()) this.#holding.set(word, (this.#holding.get(word) ?? 0) + 1)
  }

  /** The ids of the documents that hold any of the query's words, best first. */
  rank(query: string): string[] {
    const words = [...new Set(wordsOf(query))]
    return this.#documents
      .map((document) => ({ id: document.id, score: this.#score(document, words) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
      .map(({ id }) => id)
  }

  #score({ counts, words: length }: Indexed, words: readonly string[]): number {
    const norm = K1 * (1 - B + (B * length) / this.#averageWords)
    return words.reduce((sum, word) => {
      const count = counts.get(word) ?? 0
      return sum + (this.#rarity(word) * count * (K1 + 1)) / (count + norm)
    }, 0)
  }

  #rarity(word: string): number {
    const holding = this.#holding.get(word) ?? 0
    return Math.log(1 + (this.#documents.length - holding + 0.5) / (holding + 0.5))
  }
}

function indexOf(id: string, words: readonly string[]): Indexed {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return { id, words: words.length, counts }
}

function wordsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return words.filter((word) => !QUESTION_WORDS.has(word)).map(stemmer)
}
