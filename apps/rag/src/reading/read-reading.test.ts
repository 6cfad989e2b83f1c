import type { ReadingLine } from '@bulkhead/contracts/extract'
import { expect, test } from 'vitest'

import { readReading } from './read-reading.ts'

const LINES: ReadingLine[] = [
  [
    [0, 5, 1, 'Schiff', 2],
    [7, 12, null, null, null, [0, 5]],
  ],
  'Schi',
  'ff\n\nHa',
  'üll🛳',
  { units: 15, blocks: 2 },
]

/** The lines in chunks of so many bytes, wherever that cuts. */
function streamOf(lines: readonly ReadingLine[], size: number): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  return new ReadableStream({
    start(controller) {
      for (let from = 0; from < bytes.length; from += size) controller.enqueue(bytes.slice(from, from + size))
      controller.close()
    },
  })
}

test.each([1, 2, 3, 7, 64, 4_096])('what comes in chunks of %i bytes is put together', async (size) => {
  expect(await readReading(streamOf(LINES, size))).toEqual({
    text: 'Schiff\n\nHaüll🛳',
    blocks: [
      { start: 0, end: 5, heading: { depth: 1, title: 'Schiff' }, page: 2 },
      { start: 7, end: 12, lead: { start: 0, end: 5 } },
    ],
  })
})

test('a title of its own comes with the end', async () => {
  const end = { units: 15, blocks: 2, title: 'Schiffe' }

  expect(await readReading(streamOf([...LINES.slice(0, -1), end], 64))).toMatchObject({ title: 'Schiffe' })
})

test.each([
  ['without its end', LINES.slice(0, -1)],
  ['without a piece of its text', LINES.toSpliced(1, 1)],
  ['without its blocks', LINES.slice(1)],
  ['with nothing', []],
])('a reply %s is no document', async (_, lines) => {
  await expect(readReading(streamOf(lines, 64))).rejects.toThrow('broke off')
})
