import type { Block, Range } from '@bulkhead/contracts/extract'
import type { PageStart } from '@bulkhead/contracts/rag'
import { sentenceEnds, splitsPair } from '@bulkhead/statements/sentence-ends'

import type { ChunkBudget } from '../corpus-protocol.ts'
import { costOf, QUARTERS_PER_TOKEN, unitCost } from './token-cost.ts'

/** An exact slice of the clean text, `[start, end)`, with the headings it is under. */
export interface Chunk {
  readonly ordinal: number
  readonly start: number
  readonly end: number
  readonly headings: readonly string[]
  readonly page?: number
  /** Where in the document its pages begin, if it stands on several. */
  readonly pages?: readonly PageStart[]
  /** The header row or the key above it, which belongs before its text. */
  readonly lead?: Range
}

/** What is never divided: a sentence, or a piece of one that alone exceeds the budget. */
interface Piece {
  readonly start: number
  readonly end: number
  readonly cost: number
  readonly page?: number
  readonly lead?: Lead
}

/** What is repeated where a chunk begins below it. */
interface Lead extends Range {
  readonly cost: number
}

interface Heading {
  readonly depth: number
  readonly title: string
}

/**
 * Cuts a document along its structure: a heading begins a new chunk, a paragraph that fits is not torn,
 * longer ones are cut between sentences, and only a sentence beyond the budget is cut inside. Deterministic,
 * and linear in the length of the text.
 */
export function chunkDocument(text: string, blocks: readonly Block[], budget: ChunkBudget): Chunk[] {
  const packer = new Packer(text, budget)
  for (const [index, block] of blocks.entries()) {
    const end = blocks[index + 1]?.start ?? text.length
    packer.add({ ...block, start: index === 0 ? 0 : block.start, end })
  }
  if (blocks.length === 0) packer.add({ start: 0, end: text.length })
  return packer.finish()
}

/** Some ten tokens: a row, an item, a line. Never above the smallest budget. */
const SHORT_COST = 10 * QUARTERS_PER_TOKEN

/** So many chunks may be as short as their sections are; of more, the average one has so many characters at least. */
const FREE_CHUNKS = 200
const LEAST_UNITS = 200

class Packer {
  readonly #text: string
  readonly #most: number
  readonly #overlap: number
  readonly #chunks: Chunk[] = []
  #path: Heading[] = []
  #pieces: Piece[] = []
  #cost = 0
  /** Whether the open chunk holds more than headings, and more than the overlap it began with. */
  #hasBody = false

  constructor(text: string, budget: ChunkBudget) {
    this.#text = text
    this.#most = budget.chunkTokens * QUARTERS_PER_TOKEN
    this.#overlap = Math.min(budget.overlapTokens, budget.chunkTokens / 2) * QUARTERS_PER_TOKEN
  }

  add(block: Block): void {
    const pieces = this.#piecesOf(block)
    if (block.heading !== undefined) this.#enter(block.heading, block.start)
    else if (this.#wouldTear(pieces)) this.#close(true)
    for (const piece of pieces) this.#push(piece, block)
    if (block.heading === undefined) this.#hasBody ||= pieces.length > 0
  }

  finish(): Chunk[] {
    this.#close(false)
    return this.#chunks
  }

  /** A document of nothing but short sections would be stored many times over: then some share a chunk. */
  #enter(heading: Heading, at: number): void {
    const hasRoom = this.#chunks.length < FREE_CHUNKS + at / LEAST_UNITS
    if (this.#hasBody && !hasRoom && this.#cost * 2 < this.#most) return
    if (this.#hasBody) this.#close(false)
    this.#path = [...this.#path.filter(({ depth }) => depth < heading.depth), heading]
  }

  /**
   * A paragraph that fits into a chunk of its own is not cut just to fill up a chunk that is half full
   * already.
   */
  #wouldTear(pieces: readonly Piece[]): boolean {
    const cost = pieces.reduce((sum, piece) => sum + piece.cost, 0)
    return (
      this.#hasBody && cost <= this.#most && this.#cost + cost > this.#most && this.#cost * 2 >= this.#most
    )
  }

  #push(piece: Piece, block: Block): void {
    if (this.#cost + piece.cost > this.#most) {
      this.#close(true)
      if (this.#cost + piece.cost > this.#most) this.#open([])
    }
    if (this.#pieces.length === 0) this.#cost = leadCostOf(piece)
    this.#pieces.push(piece)
    this.#cost += piece.cost
    if (block.heading === undefined) this.#hasBody = true
  }

  /** Ends the open chunk; the next one begins with its last sentences when both belong to one run of text. */
  #close(continued: boolean): void {
    const chunk = this.#visible()
    this.#emit(chunk)
    this.#open(continued ? this.#tailOf(chunk) : [])
  }

  /** The open chunk without the blanks around it. */
  #visible(): Range {
    let start = this.#pieces[0]?.start ?? 0
    let end = this.#pieces.at(-1)?.end ?? 0
    while (start < end && isBlank(this.#text.charCodeAt(start))) start++
    while (end > start && isBlank(this.#text.charCodeAt(end - 1))) end--
    return { start, end }
  }

  #open(pieces: Piece[]): void {
    this.#pieces = pieces
    this.#cost = pieces.reduce((sum, piece) => sum + piece.cost, leadCostOf(pieces[0]))
    this.#hasBody = false
  }

  /** Its last pieces that fit into the overlap; never all of it, or the next chunk would hold it whole. */
  #tailOf({ start }: Range): Piece[] {
    let cost = 0
    const first = this.#pieces.findLastIndex((piece) => {
      cost += piece.cost
      return cost > this.#overlap || piece.start <= start
    })
    return this.#pieces.slice(first + 1)
  }

  #emit({ start, end }: Range): void {
    const lead = this.#pieces[0]?.lead
    // What only repeats the end of the chunk before, and blanks, is none.
    if (start === end || end <= (this.#chunks.at(-1)?.end ?? 0)) return
    this.#chunks.push({
      ordinal: this.#chunks.length,
      start,
      end,
      headings: this.#path.map(({ title }) => title),
      ...pagesOf(this.#pieces, start, end),
      ...(lead === undefined || lead.start >= start ? {} : { lead: { start: lead.start, end: lead.end } }),
    })
  }

  #piecesOf(block: Block): Piece[] {
    const lead = this.#leadOf(block)
    const pieces = this.#cut(block, this.#most - (lead?.cost ?? 0))
    const { page } = block
    if (lead === undefined && page === undefined) return pieces
    const more = { ...(page === undefined ? {} : { page }), ...(lead === undefined ? {} : { lead }) }
    return pieces.map((piece) => ({ ...piece, ...more }))
  }

  /** A header that would fill half a chunk is not repeated. */
  #leadOf({ lead }: Block): Lead | undefined {
    if (lead === undefined) return undefined
    const cost = costOf(this.#text, lead.start, lead.end)
    return cost * 2 > this.#most ? undefined : { start: lead.start, end: lead.end, cost }
  }

  #cut({ start, end }: Range, most: number): Piece[] {
    const whole = costOf(this.#text, start, end)
    // What is short enough to be repeated whole needs no sentences: looking for them dominates on tables and
    // lists.
    if (whole <= Math.max(this.#overlap, SHORT_COST)) return [{ start, end, cost: whole }]
    const pieces: Piece[] = []
    let from = start
    for (const stop of sentenceEnds(this.#text, start, end)) {
      const cost = costOf(this.#text, from, stop)
      if (cost <= most) pieces.push({ start: from, end: stop, cost })
      else pieces.push(...cutHard(this.#text, from, stop, most))
      from = stop
    }
    return pieces
  }
}

/** The page on which a chunk begins, and where the next ones do. */
function pagesOf(pieces: readonly Piece[], from: number, to: number): Pick<Chunk, 'page' | 'pages'> {
  const pages: PageStart[] = []
  for (const { start, end, page } of pieces) {
    if (page === undefined || page === pages.at(-1)?.page || end <= from || start >= to) continue
    pages.push({ start: Math.max(start, from), page })
  }
  const [first] = pages
  if (first === undefined) return {}
  return { page: first.page, ...(pages.length === 1 ? {} : { pages }) }
}

function leadCostOf(piece: Piece | undefined): number {
  const { lead, start } = piece ?? {}
  return lead === undefined || start === undefined || lead.start >= start ? 0 : lead.cost
}

/**
 * Cuts what has no sentence end within the budget: after a space if there is one in the second half, else
 * between characters.
 */
function cutHard(text: string, start: number, end: number, most: number): Piece[] {
  const pieces: Piece[] = []
  for (let from = start; from < end;) {
    const stop = cutPoint(text, from, end, most)
    pieces.push({ start: from, end: stop, cost: costOf(text, from, stop) })
    from = stop
  }
  return pieces
}

function cutPoint(text: string, from: number, end: number, most: number): number {
  let at = from
  let space = 0
  for (let cost = 0; at < end; at++) {
    const unit = text.charCodeAt(at)
    cost += unitCost(unit)
    if (cost > most) break
    if (isBlank(unit) && cost * 2 >= most) space = at + 1
  }
  if (at >= end) return end
  if (space > 0) return space
  return splitsPair(text, at) ? at - 1 : at
}

const BLANK = /\s/u

function isBlank(unit: number): boolean {
  return unit === 32 || (unit >= 9 && unit <= 13) || (unit > 127 && BLANK.test(String.fromCharCode(unit)))
}
