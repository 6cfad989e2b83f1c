import { statementsOf, type Statement } from '@bulkhead/statements/statements'

import type { NumberedSource } from '../source.ts'
import { Evidence } from './evidence.ts'
import { judge, type Claim, type Judgement } from './judge.ts'
import { isSameSpeech, speechOf } from './speech.ts'

/** A verbatim piece of a source and how far a claim rests on it. */
export interface Quote extends Judgement {
  readonly text: string
  /** Where it begins in the text of the source. */
  readonly start: number
  readonly evidence: readonly Evidence[]
}

interface Sought {
  readonly claim: Claim
  readonly elsewhere: readonly Evidence[]
}

interface Candidate extends Quote {
  readonly first: number
  readonly last: number
}

/** What a quote is worth beyond what it holds: one that says little else is the one that is meant. */
const LIKENESS_WEIGHT = 0.3
/** A neighbour is quoted too if it adds so much, in words and as a share of the claim. */
const LEAST_GAIN_WORDS = 2
const LEAST_GAIN_SHARE = 0.2
/** Statements beside the best one, on either side. */
const REACH = 2
/** A table is quoted from its header down to the row up to this length, else the row alone. */
const TABLE_MAX = 300

/** A source taken apart once, for all that is cited from it. */
export class QuotedSource {
  readonly #text: string
  readonly #statements: readonly Statement[]
  readonly #evidence = new Map<number, Evidence>()
  /** Title and headings say what each statement is about. */
  readonly #above: Evidence
  readonly #speech: ReturnType<typeof speechOf>

  constructor({ text, title, heading = '' }: NumberedSource) {
    this.#text = text
    this.#statements = statementsOf(text)
    this.#above = new Evidence(`${title}\n${heading}`)
    this.#speech = speechOf(text)
  }

  /** Whether the words of the claim can be held beside those of the source. */
  isComparable({ speech }: Claim): boolean {
    return isSameSpeech(speech, this.#speech)
  }

  /**
   * The statement that the claim rests on most, with neighbours that it rests on too. `elsewhere`: what is
   * cited for it from other sources.
   */
  quoteFor(claim: Claim, elsewhere: readonly Evidence[] = []): Quote {
    let best: Candidate | undefined
    let most = -1
    for (const at of this.#statements.keys()) {
      const candidate = this.#candidate({ claim, elsewhere }, at, at)
      const worth = candidate.score + LIKENESS_WEIGHT * this.#likeness(claim, at, candidate)
      if (worth <= most) continue
      best = candidate
      most = worth
    }
    if (best === undefined) return this.#candidate({ claim, elsewhere }, 0, -1)
    return best.support === 'full' ? best : this.#widened({ claim, elsewhere }, best)
  }

  #widened(sought: Sought, best: Candidate): Candidate {
    let widest = best
    for (let more = 1; more <= REACH; more++) {
      for (let first = Math.max(0, best.first - more); first <= best.first; first++) {
        const last = first + more
        if (this.#statements[last] === undefined) continue
        const candidate = this.#candidate(sought, first, last)
        const gain = candidate.held - widest.held
        if (gain >= LEAST_GAIN_WORDS && candidate.score - widest.score >= LEAST_GAIN_SHARE) widest = candidate
      }
    }
    return widest
  }

  #candidate({ claim, elsewhere }: Sought, first: number, last: number): Candidate {
    const statements = this.#statements.slice(first, last + 1)
    const evidence = [...statements.keys()].map((at) => this.#evidenceOf(first + at))
    const start = startOf(statements[0])
    const text = this.#text.slice(start, statements.at(-1)?.end ?? start)
    return {
      ...judge(claim, [...evidence, this.#above], this.isComparable(claim), elsewhere),
      first,
      last,
      start,
      text,
      evidence,
    }
  }

  /** Shared terms against all of both (Dice), so that neither a long nor a short statement wins by its length. */
  #likeness({ terms }: Claim, at: number, { held }: Judgement): number {
    return (2 * held) / Math.max(1, terms.length + this.#evidenceOf(at).terms.length)
  }

  /** A row is read with the names of its columns. */
  #evidenceOf(at: number): Evidence {
    const known = this.#evidence.get(at)
    if (known !== undefined) return known
    const { start = 0, end = 0, headerStart = 0, headerEnd = 0 } = this.#statements[at] ?? {}
    const header = this.#text.slice(headerStart, headerEnd)
    const evidence = new Evidence(`${header}\n${this.#text.slice(start, end)}`)
    this.#evidence.set(at, evidence)
    return evidence
  }
}

function startOf(statement: Statement | undefined): number {
  const { start = 0, end = 0, headerStart } = statement ?? {}
  return headerStart !== undefined && end - headerStart <= TABLE_MAX ? headerStart : start
}
