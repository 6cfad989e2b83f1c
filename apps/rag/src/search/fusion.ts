import { fold } from '../words/fold.ts'
import { latinLanguages } from '../words/language.ts'
import { tokensOf, wordsOf } from '../words/tokens.ts'

/** How the two sides of a search are weighed against each other. */
export interface Fusion {
  /** Which share words have in the fused score. (Equal-weight rank fusion lost to words alone.) */
  readonly words: number
  /** A chunk with none of the words whose cosine is below has nothing to do with the query. */
  readonly leastCosine: number
  /** Coverage and cosine of the best chunk together: below it the query is about something else. */
  readonly leastRelevance: number
}

/** A row for each script that the model treats differently; `other` is for all that have none. */
interface FusionTable {
  readonly english: Fusion
  readonly latin: Fusion
  readonly other: Fusion
}

const LATIN = /\p{Script=Latin}/u
const OTHER_LETTER = /(?!\p{Script=Latin})\p{L}/u
const ACCENTED = /[^\p{ASCII}]/u

/** The local sentence encoder knows English only. Chosen with `pnpm eval` and `pnpm eval weights`. */
const SENTENCE_ENCODER: FusionTable = {
  /**
   * The least relevance was chosen on recorded rankings: none of 835 questions that the corpus could answer
   * fell below. Of questions about something else most fall below in a small corpus, fewer than half in 1,400
   * abstracts of one field, hardly any in 982 paragraphs about everything.
   */
  english: { words: 0.7, leastCosine: 0.25, leastRelevance: 0.45 },
  /**
   * Cosines tell little: what words rank third must not stand behind what is near by chance. A question put
   * otherwise may hold a tenth of its answer's characters, so nothing is refused in other scripts.
   */
  latin: { words: 0.9, leastCosine: 0.25, leastRelevance: 0.25 },
  other: { words: 0.95, leastCosine: 0.25, leastRelevance: 0 },
}

/** Not measured: bge-m3 runs on Workers AI only. It knows all scripts, so one row is for all. */
const BGE_M3: Fusion = { words: 0.5, leastCosine: 0.25, leastRelevance: 0.45 }

const BY_MODEL: ReadonlyMap<string, FusionTable> = new Map([
  ['sentence-encoder', SENTENCE_ENCODER],
  ['@cf/baai/bge-m3', { english: BGE_M3, latin: BGE_M3, other: BGE_M3 }],
])

/** The row for an embedding model and the script of a query; a model without rows gets the encoder's for English. */
export function fusionOf(model: string, query: string): Fusion {
  const table = BY_MODEL.get(model)
  return table === undefined ? SENTENCE_ENCODER.english : table[scriptOf(query)]
}

/** A query in Latin script is English unless it says otherwise, by its words or by accents. */
function scriptOf(query: string): keyof FusionTable {
  if (OTHER_LETTER.test(query)) return 'other'
  const languages = latinLanguages(wordsOf(tokensOf(fold(query))))
  if (languages.includes('en')) return 'english'
  return languages.length > 0 || (LATIN.test(query) && ACCENTED.test(query)) ? 'latin' : 'english'
}
