import type { NumberedSource } from '../source.ts'
import { claimOf, judge, type Claim } from './judge.ts'
import { QuotedSource, type Quote } from './quote.ts'
import { beginsLine, statementAfter, statementBefore } from './statement.ts'
import { termsOf } from './terms.ts'

/** A mark whose source supports the statement, at least in part. */
export interface CheckedMark {
  readonly source: NumberedSource
  readonly quote: Quote
}

interface Surroundings {
  readonly before: string
  readonly after: string
  /** Nothing follows `after`. */
  readonly isWhole: boolean
}

/** A statement with all that is cited for it: `[1][2]` are two marks of one. */
interface Group {
  readonly statement: string
  readonly claim: Claim
  readonly marks: CheckedMark[]
}

/** Holds what an answer says against the sources that it cites for it. */
export class Checker {
  readonly #sources: ReadonlyMap<number, NumberedSource>
  readonly #read = new Map<number, QuotedSource>()
  readonly #groups: Group[] = []

  constructor(sources: readonly NumberedSource[]) {
    this.#sources = new Map(sources.map((source) => [source.n, source]))
  }

  /** Those that hold. Undefined: what the mark is about comes behind it and is not whole yet. */
  check(cited: readonly NumberedSource[], surroundings: Surroundings): CheckedMark[] | undefined {
    const statement = statementAt(surroundings)
    if (statement === undefined) return undefined
    const group = this.#groupOf(statement)
    const alone = cited.map((source) => ({ source, quote: this.#quoted(source).quoteFor(group.claim) }))
    const held = [...group.marks, ...alone.filter(isMark)]
    const marks = alone.map((one) => (isMark(one) ? one : this.#beside(one, group, held))).filter(isMark)
    group.marks.push(...marks)
    return marks
  }

  /** Whether each statement rests on what is cited for it, as far as that can be judged. */
  get isSupported(): boolean {
    return this.#groups.every(({ claim, marks }) => marks.length > 0 && holdNumbers(claim, marks))
  }

  /** The same mark, now that other sources of its statement are known. */
  #beside({ source }: CheckedMark, { claim }: Group, others: readonly CheckedMark[]): CheckedMark {
    const elsewhere = others.flatMap(({ quote }) => quote.evidence)
    return { source, quote: this.#quoted(source).quoteFor(claim, elsewhere) }
  }

  #groupOf(statement: string): Group {
    const last = this.#groups.at(-1)
    if (last?.statement === statement) return last
    const group = { statement, claim: claimOf(statement), marks: [] }
    this.#groups.push(group)
    return group
  }

  #quoted({ n }: NumberedSource): QuotedSource {
    const known = this.#read.get(n)
    const source = this.#sources.get(n)
    if (known !== undefined || source === undefined) return known ?? NOTHING
    const read = new QuotedSource(source)
    this.#read.set(n, read)
    return read
  }
}

const NOTHING = new QuotedSource({ n: 0, documentId: '', title: '', chunkId: '', score: 0, text: '' })

/**
 * A mark follows its statement, or begins it: `According to [1], …`. Then what stands behind it decides, unless
 * that says nothing.
 */
function statementAt({ before, after, isWhole }: Surroundings): string | undefined {
  const statement = statementBefore(before)
  if (termsOf(statement).length > 0 && !beginsLine(before)) return statement
  const rest = statementAfter(after, isWhole)
  if (rest === undefined) return undefined
  return termsOf(rest).length > 0 ? rest : statement
}

function isMark({ quote }: CheckedMark): boolean {
  return quote.support !== 'none'
}

/** A number may stand in any of the sources that a statement cites. */
function holdNumbers(claim: Claim, marks: readonly CheckedMark[]): boolean {
  const evidence = marks.flatMap(({ quote }) => quote.evidence)
  return marks.some(({ quote }) => !quote.lacksNumber) || !judge(claim, evidence, true).lacksNumber
}
