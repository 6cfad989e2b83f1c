import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { boundaryOf, partsOf } from './multipart.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

async function* inChunks(whole: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < whole.byteLength; at += size) yield whole.slice(at, at + size)
}

async function partsIn(form: string, size = 7) {
  const parts: { name: string; fileName: string | undefined; contentType: string; text: string }[] = []
  for await (const { body, ...about } of partsOf(inChunks(bytes(form), size), 'X-Y')) {
    const pieces: Uint8Array<ArrayBuffer>[] = []
    for await (const piece of body) pieces.push(new Uint8Array(piece))
    parts.push({ ...about, text: await new Blob(pieces).text() })
  }
  return parts
}

const FORM =
  '--X-Y\r\nContent-Disposition: form-data; name="id"\r\n\r\none\r\n' +
  '--X-Y\r\ncontent-disposition: form-data; name="file"; filename="C:\\\\a\\\\b %22c%22.md"\r\nContent-Type: text/markdown\r\n\r\n# a\r\n--X-\r\n\r\n' +
  '--X-Y \r\nContent-Disposition: form-data; name=file; filename="x"; filename*=UTF-8\'\'%C3%A9.txt\r\n\r\n\r\n' +
  '--X-Y--\r\nepilogue'

test.each([1, 2, 7, 64, 10_000])('parts are cut wherever chunks of %d bytes end', async (size) => {
  expect(await partsIn(FORM, size)).toEqual([
    { name: 'id', fileName: undefined, contentType: '', text: 'one' },
    { name: 'file', fileName: 'b "c".md', contentType: 'text/markdown', text: '# a\r\n--X-\r\n' },
    { name: 'file', fileName: 'é.txt', contentType: '', text: '' },
  ])
})

test('any content comes out as it went in', async () => {
  const alphabet = fc.constantFrom('\r', '\n', '-', 'X', 'Y', 'a')
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: alphabet, maxLength: 40 }),
      fc.integer({ min: 1, max: 9 }),
      async (text, size) => {
        fc.pre(!`\r\n${text}\r\n`.includes('\r\n--X-Y'))
        const form = `--X-Y\r\nContent-Disposition: form-data; name="file"\r\n\r\n${text}\r\n--X-Y--`
        expect((await partsIn(form, size))[0]?.text).toBe(text)
      },
    ),
  )
})

test('a part that nobody reads is skipped', async () => {
  const names: string[] = []
  for await (const { name } of partsOf(inChunks(bytes(FORM), 5), 'X-Y')) names.push(name)

  expect(names).toEqual(['id', 'file', 'file'])
})

test.each([
  '',
  '--X-Y',
  '--X-Y\r\n',
  FORM.slice(0, 90),
  FORM.slice(0, -14),
  '--X-Y\r\na: b',
  '--X-Yz\r\n\r\n--X-Y--',
])('a form that ends as %j is refused', async (form) => {
  await expect(partsIn(form)).rejects.toMatchObject({ code: 'invalid_request' })
})

test('a part of endless headers is refused', async () => {
  const form = `--X-Y\r\n${'a: b\r\n'.repeat(10_000)}`

  await expect(partsIn(form, 1_000)).rejects.toMatchObject({ code: 'invalid_request' })
})

test('the boundary is what the content type says', () => {
  expect(boundaryOf('multipart/form-data; boundary=abc; charset=utf-8')).toBe('abc')
  expect(boundaryOf('multipart/form-data; Boundary="a b"')).toBe('a b')
  expect(() => boundaryOf('multipart/form-data')).toThrow(
    expect.objectContaining({ code: 'invalid_request' }),
  )
})
