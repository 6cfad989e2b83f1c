import type { Block, BlockRow, Extracted, ReadingLine } from '@bulkhead/contracts/extract'

const BLOCKS_PER_LINE = 1_000
/**
 * A cut may part a surrogate pair: JSON escapes its halves, and they meet again when the pieces are joined.
 */
const UNITS_PER_LINE = 64 * 1_024

/** A reply in lines, made as they are read: beside the text itself never more than one is in memory. */
export function linesOf(extracted: Extracted): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const lines = partsOf(extracted)
  return new ReadableStream({
    type: 'bytes',
    pull(controller) {
      const { value, done } = lines.next()
      if (done === true) controller.close()
      else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`))
    },
  })
}

function* partsOf({ text, blocks, title }: Extracted): Generator<ReadingLine, undefined> {
  for (let from = 0; from < blocks.length; from += BLOCKS_PER_LINE) {
    yield blocks.slice(from, from + BLOCKS_PER_LINE).map(rowOf)
  }
  for (let from = 0; from < text.length; from += UNITS_PER_LINE) {
    yield text.slice(from, from + UNITS_PER_LINE)
  }
  yield { units: text.length, blocks: blocks.length, ...(title === undefined ? {} : { title }) }
}

function rowOf({ start, end, heading, page, lead }: Block): BlockRow {
  const row = [start, end, heading?.depth ?? null, heading?.title ?? null, page ?? null] as const
  return lead === undefined ? [...row] : [...row, [lead.start, lead.end]]
}
