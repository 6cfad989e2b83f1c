import type { Source } from './read-sources.ts'
import { sentencesOf } from './sentences.ts'
import { termsOf } from './terms.ts'

/** A sentence of a source, word for word, and the source's number. */
export interface Quote {
  readonly n: number
  readonly text: string
}

interface Candidate extends Quote {
  readonly covered: ReadonlySet<string>
  /** Weight of what the sentence and its source say about the question, as a share of the question. */
  readonly score: number
}

/** Below this share of the question's weight, a source does not answer it. */
const MIN_COVERAGE = 0.5
/** A sentence is judged by itself first, and by the source it stands in. */
const SOURCE_SHARE = 0.5
/** A further sentence must add at least this share of the question. */
const MIN_GAIN = 0.2
const MAX_QUOTES = 3

/**
 * Reads an answer out of the sources: the sentences that cover most of the question's terms, weighted by how rare these are among the
 * sentences. Empty when no source covers enough of the question.
 */
export function pickSentences(question: string, sources: readonly Source[]): Quote[] {
  const asked = new Set(termsOf(question))
  const passages = sources.map((source) => readPassage(source, asked))
  const weigh = weigher(
    asked,
    passages.flatMap(({ sentences }) => sentences.map(({ covered }) => covered)),
  )
  const whole = weigh(asked)
  const candidates = passages.flatMap(({ n, covered, sentences }) => {
    const ofSource = weigh(covered) / whole
    if (!(ofSource >= MIN_COVERAGE)) return []
    return sentences.map(({ text, covered }): Candidate => ({
      n,
      text,
      covered,
      score: weigh(covered) / whole + SOURCE_SHARE * ofSource,
    }))
  })
  return chooseBest(candidates, (terms) => weigh(terms) / whole)
}

interface Passage {
  readonly n: number
  readonly covered: ReadonlySet<string>
  readonly sentences: readonly { readonly text: string; readonly covered: ReadonlySet<string> }[]
}

function readPassage({ n, title, text }: Source, asked: ReadonlySet<string>): Passage {
  const sentences = sentencesOf(text).map((sentence) => ({
    text: sentence,
    covered: shared(sentence, asked),
  }))
  const covered = new Set(sentences.flatMap((sentence) => [...sentence.covered]))
  for (const term of shared(title, asked)) covered.add(term)
  return { n, covered, sentences }
}

function shared(text: string, asked: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(termsOf(text).filter((term) => asked.has(term)))
}

/** Sums inverse document frequencies, where a document is a sentence: a term that stands everywhere tells little. */
function weigher(
  asked: ReadonlySet<string>,
  documents: readonly ReadonlySet<string>[],
): (terms: Iterable<string>) => number {
  const weights = new Map<string, number>()
  for (const term of asked) {
    const frequency = documents.filter((document) => document.has(term)).length
    weights.set(term, Math.log(1 + (documents.length - frequency + 0.5) / (frequency + 0.5)))
  }
  return (terms) => Array.from(terms).reduce((sum, term) => sum + (weights.get(term) ?? 0), 0)
}

/** The best first, then those that add most of what is still uncovered. */
function chooseBest(candidates: readonly Candidate[], share: (terms: Iterable<string>) => number): Quote[] {
  const chosen: Candidate[] = []
  let missing = (candidate: Candidate): readonly string[] => [...candidate.covered]
  while (chosen.length < MAX_QUOTES) {
    const seen = new Set(chosen.flatMap(({ covered }) => [...covered]))
    missing = ({ covered }) => [...covered].filter((term) => !seen.has(term))
    const gainOf = (candidate: Candidate): number => share(missing(candidate))
    const [best] = candidates
      .filter(
        (candidate) => chosen.length === 0 || (!chosen.includes(candidate) && gainOf(candidate) >= MIN_GAIN),
      )
      .sort((a, b) => (chosen.length === 0 ? b.score - a.score : gainOf(b) - gainOf(a) || b.score - a.score))
    if (best === undefined) break
    chosen.push(best)
  }
  return chosen.map(({ n, text }) => ({ n, text }))
}
