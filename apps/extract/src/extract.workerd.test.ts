import type { RequestContext } from '@bulkhead/contracts/context'
import { ReadingLine, type ExtractService, type ReadInput } from '@bulkhead/contracts/extract'
import { unwrap } from '@bulkhead/contracts/outcome'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { exports } from 'cloudflare:workers'
import { expect, test } from 'vitest'

import { pdfOf } from './testing/pdf-of.ts'

function hasExtract(entrypoints: unknown): entrypoints is { readonly Extract: ExtractService } {
  return typeof entrypoints === 'object' && entrypoints !== null && 'Extract' in entrypoints
}

if (!hasExtract(exports)) throw new Error('not inside the test Worker')
const { Extract } = exports

const CTX: RequestContext = {
  requestId: 'req_test',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  tenantId: parseTenantId('acme'),
  keyId: 'ingest',
  route: 'queue',
  deadline: Number.POSITIVE_INFINITY,
}

async function linesOf(input: ReadInput, bytes: Uint8Array): Promise<ReadingLine[]> {
  const reading = unwrap(await Extract.read(CTX, input, bytes))
  if ('problem' in reading) throw new Error(reading.problem.code)
  const lines = (await new Response(reading.lines).text()).trimEnd().split('\n')
  return lines.map((line) => ReadingLine.parse(JSON.parse(line)))
}

test('a PDF is read inside the runtime: blocks with their pages, then the text, then how much there was', async () => {
  const pages = pdfOf([[[11, 700, 'The hull.']], [[11, 700, 'The mast.']]])

  expect(await linesOf({ format: 'pdf' }, pages)).toEqual([
    [
      [0, 9, null, null, 1],
      [11, 20, null, null, 2],
    ],
    'The hull.\n\nThe mast.',
    { units: 20, blocks: 2 },
  ])
})

test('a document starts when the one before it has been read', async () => {
  const started: string[] = []
  const read = (name: string) =>
    Extract.read(CTX, { format: 'text' }, new TextEncoder().encode(name), () => void started.push(name))
  const first = unwrap(await read('first'))
  const second = read('second')
  await scheduler.wait(20)
  expect(started).toEqual(['first'])

  if ('problem' in first) throw new Error(first.problem.code)
  await new Response(first.lines).text()

  const last = unwrap(await second)
  if ('problem' in last) throw new Error(last.problem.code)
  await new Response(last.lines).text()
  expect(started).toEqual(['first', 'second'])
})

test('a text in another encoding is read as it says', async () => {
  const [, text] = await linesOf({ format: 'text', charset: 'windows-1252' }, new Uint8Array([0x80]))

  expect(text).toBe('€')
})

test('a text larger than a message between Workers comes whole', { timeout: 60_000 }, async () => {
  const large = new TextEncoder().encode('日本語 '.repeat(2_600_000))

  const lines = await linesOf({ format: 'text' }, large)

  expect(lines.filter((line) => typeof line === 'string').join('').length).toBe(10_400_000)
})

test('what cannot be read is answered with a code and what to do', async () => {
  const reading = unwrap(await Extract.read(CTX, { format: 'json' }, new TextEncoder().encode('{"a":')))

  expect(reading).toEqual({
    problem: {
      code: 'document_malformed',
      message: 'The document is not valid JSON. Correct it and send it again.',
    },
  })
})

test('is ready without any binding', async () => {
  await expect(Extract.ping()).resolves.toBe('ok')
})
