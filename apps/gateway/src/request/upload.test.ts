import { expect, test } from 'vitest'

import type { Exchange } from './exchange.ts'
import { mostBytesOf, upload } from './upload.ts'

function read(query: string, headers: Record<string, string>, body = 'a,b') {
  const request = new Request(`https://x.example/v1/documents${query}`, {
    method: 'POST',
    headers: { 'content-length': String(body.length), ...headers },
    body,
  })
  const exchange: Pick<Exchange, 'request' | 'url'> = { request, url: new URL(request.url) }
  return upload.read(exchange as Exchange)
}

const CSV = { 'content-type': 'text/csv' }
const JSON_TYPE = { 'content-type': 'application/json' }
const metadata = `metadata=${encodeURIComponent('{"year": 2026, "lot": "a"}')}`

test.each<[string, Record<string, string>, object]>([
  ['?id=a&title=A', CSV, { id: 'a', title: 'A', contentType: 'text/csv', bytes: 3 }],
  [`?${metadata}`, CSV, { metadata: { year: 2026, lot: 'a' } }],
  ['?fileName=a.md', { 'content-type': 'application/octet-stream' }, { fileName: 'a.md' }],
  ['', { ...CSV, 'content-disposition': 'attachment; filename="a b.csv"' }, { fileName: 'a b.csv' }],
  ['?format=json', JSON_TYPE, { format: 'json', contentType: 'application/json' }],
  ['?id=a', JSON_TYPE, { id: 'a', contentType: 'application/json' }],
  ['', { ...JSON_TYPE, 'content-disposition': 'attachment; filename=a.json' }, { fileName: 'a.json' }],
])('%s with %j is a raw file', async (query, headers, file) => {
  expect((await read(query, headers)).input).toMatchObject({ kind: 'file', file })
})

test('JSON without a query is a document as text', async () => {
  const { input } = await read('', JSON_TYPE, '{"text": "a"}')

  expect(input).toMatchObject({ kind: 'json', document: { text: 'a' } })
})

test('a form is passed on whole, whatever its length', async () => {
  const type = 'multipart/form-data; boundary=x'

  expect((await read('', { 'content-type': type }, '--x--')).input).toMatchObject({
    kind: 'form',
    form: { contentType: type, bytes: 5 },
  })
})

test.each<[string, Record<string, string>, string]>([
  ['?metadata=%7B', CSV, 'metadata'],
  ['?metadata=%5B1%5D', CSV, 'metadata'],
  [`?metadata=${encodeURIComponent('{"a": {"b": 1}}')}`, CSV, 'metadata.a'],
  ['?format=doc', CSV, 'format'],
  ['?id=a%20b', CSV, 'id'],
  ['?id=a', { 'content-type': 'multipart/form-data; boundary=x' }, 'id'],
])('%s with %j is refused by the name of the field', async (query, headers, param) => {
  await expect(read(query, headers)).rejects.toMatchObject({ code: 'invalid_request', param })
})

test('a form may be larger than a file', () => {
  const sizeOf = (type: string) =>
    mostBytesOf(new Request('https://x.example', { headers: { 'content-type': type } }))

  expect(sizeOf('text/csv')).toBe(25 * 1_024 * 1_024)
  expect(sizeOf('Multipart/Form-Data; boundary=x')).toBe(100 * 1_024 * 1_024)
})
