import { ReadingLine, type Block, type BlockRow, type Extracted } from '@bulkhead/contracts/extract'

/**
 * Puts together what extract sends in lines. @throws Error for a reply that broke off: half a document would
 * be indexed as if it were the whole
 */
export async function readReading(lines: ReadableStream<Uint8Array>): Promise<Extracted> {
  const pieces: string[] = []
  const blocks: Block[] = []
  let isWhole = false
  let title: string | undefined
  for await (const line of splitLines(lines)) {
    const part = ReadingLine.parse(JSON.parse(line))
    if (typeof part === 'string') pieces.push(part)
    else if (Array.isArray(part)) blocks.push(...part.map(blockOf))
    else {
      isWhole = part.units === lengthOf(pieces) && part.blocks === blocks.length
      title = part.title
    }
  }
  if (!isWhole) throw new Error('the reply of extract broke off')
  return { text: pieces.join(''), blocks, ...(title === undefined ? {} : { title }) }
}

function blockOf([start, end, depth, title, page, lead]: BlockRow): Block {
  return {
    start,
    end,
    ...(depth === null || title === null ? {} : { heading: { depth, title } }),
    ...(page === null ? {} : { page }),
    ...(lead === undefined ? {} : { lead: { start: lead[0], end: lead[1] } }),
  }
}

function lengthOf(pieces: readonly string[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0)
}

async function* splitLines(bytes: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of bytes) {
    const [first = '', ...others] = decoder.decode(chunk, { stream: true }).split('\n')
    rest += first
    for (const next of others) {
      yield rest
      rest = next
    }
  }
  if (rest !== '') yield rest
}
