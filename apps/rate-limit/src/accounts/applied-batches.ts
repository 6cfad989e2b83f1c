import type { BatchName } from '@bulkhead/contracts/rate-limit'

import { BATCH_KEPT_MS, MAX_BATCHES_APART } from '../limits.ts'

/** What a sender's batches have come to: all up to a number, and some after it. */
interface Applied {
  upTo: number
  readonly after: Set<number>
  atMs: number
}

/**
 * The batches that were applied lately, so that one that is sent again changes nothing. Bounded: nobody sends a
 * batch again after {@link BATCH_KEPT_MS}, and one that comes too far behind the others is taken for applied:
 * what it would have settled stays held, and none is given away twice.
 */
export class AppliedBatches {
  readonly #bySender = new Map<string, Applied>()

  /** From what was stored; several texts when several rows hold one. */
  constructor(texts: readonly string[], nowMs: number) {
    for (const text of texts) this.#read(text, nowMs)
  }

  /** Whether it has not been applied yet; from then on it is. */
  apply({ sender, sequence }: BatchName, nowMs: number): boolean {
    const applied = this.#bySender.get(sender) ?? { upTo: 0, after: new Set(), atMs: nowMs }
    if (sequence <= applied.upTo || applied.after.has(sequence)) return false
    this.#bySender.set(sender, applied)
    applied.atMs = nowMs
    applied.after.add(sequence)
    closeUp(applied)
    return true
  }

  /** What is stored of it; those that are over are forgotten. */
  text(nowMs: number): string {
    const parts: string[] = []
    for (const [sender, { upTo, after, atMs }] of this.#bySender) {
      if (nowMs - atMs > BATCH_KEPT_MS) this.#bySender.delete(sender)
      else parts.push([sender, upTo, ...rangesOf(after)].join(','))
    }
    return parts.join(' ')
  }

  #read(text: string, nowMs: number): void {
    for (const part of text.split(' ')) {
      const [sender = '', upTo = '0', ...ranges] = part.split(',')
      if (sender === '') continue
      const known = this.#bySender.get(sender)
      const read = { upTo: Number(upTo), after: new Set(ranges.flatMap(numbersIn)), atMs: nowMs }
      if (known === undefined || known.upTo + known.after.size < read.upTo + read.after.size) {
        this.#bySender.set(sender, read)
      }
    }
  }
}

/** What follows without a gap is one number; a gap that stays open too long is closed. */
function closeUp(applied: Applied): void {
  const { after } = applied
  const newest = Math.max(...after)
  if (newest - applied.upTo > MAX_BATCHES_APART) {
    applied.upTo = newest - MAX_BATCHES_APART
    for (const sequence of after) if (sequence <= applied.upTo) after.delete(sequence)
  }
  while (after.delete(applied.upTo + 1)) applied.upTo += 1
}

/** `7` and `9-12`: a batch that never came leaves one gap, however many came after it. */
function rangesOf(sequences: ReadonlySet<number>): string[] {
  const ranges: { from: number; to: number }[] = []
  for (const sequence of [...sequences].sort((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last?.to === sequence - 1) last.to = sequence
    else ranges.push({ from: sequence, to: sequence })
  }
  return ranges.map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`))
}

function numbersIn(range: string): number[] {
  const [from = 0, to = from] = range.split('-').map(Number)
  return Array.from({ length: to - from + 1 }, (_, at) => from + at)
}
