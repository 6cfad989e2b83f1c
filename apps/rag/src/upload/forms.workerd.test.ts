import { env as testEnv } from 'cloudflare:workers'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { contextOf, deliver, get, rag, resetFakes, search, TENANT } from '../testing/harness.ts'
import { zipOf } from '../testing/zip-of.ts'

beforeEach(resetFakes)
afterEach(resetFakes)

type Part = readonly [name: string, content: string | File]

async function putForm(tenant: string, parts: readonly Part[], more: Parameters<typeof contextOf>[1] = {}) {
  const form = new FormData()
  for (const [name, content] of parts) form.append(name, content)
  const { headers, body } = new Response(form)
  if (body === null) throw new Error('no body')
  return rag.putForm(
    contextOf(tenant, more),
    TENANT,
    { contentType: headers.get('content-type') ?? '' },
    body,
  )
}

const text = (content: string, name: string, type = 'text/plain'): Part => [
  'file',
  new File([content], name, { type }),
]
const bytes = (content: string) => new TextEncoder().encode(content)

async function objectsOf(tenant: string): Promise<number> {
  const { DOCUMENTS } = testEnv as { DOCUMENTS: R2Bucket }
  return (await DOCUMENTS.list({ prefix: `t/${tenant}/` })).objects.length
}

test('one file, whose fields may stand behind it', async () => {
  const reply = await putForm('form-one', [
    text('The mast is of oak.', 'mast.txt'),
    ['id', 'mast'],
    ['title', 'Mast'],
    ['metadata', '{"part": "rig", "year": 2026}'],
  ])
  await deliver('form-one', [['mast', 1]])

  expect(reply).toMatchObject({ ok: true, value: { isBatch: false, files: [{ id: 'mast', version: 1 }] } })
  expect(await get('form-one', 'mast')).toMatchObject({
    title: 'Mast',
    bytes: 19,
    metadata: { part: 'rig', year: 2026 },
  })
  expect(
    (await search('form-one', { query: 'oak', mode: 'words', filter: { part: 'rig' } })).results,
  ).toHaveLength(1)
})

test('many files: each has its own fields, one metadata is that of all, and a bad one keeps none out', async () => {
  const reply = await putForm('form-many', [
    ['id', 'a'],
    text('# One', 'one.md', ''),
    ['id', 'b'],
    text('\u0000\u0001', 'two.bin', 'application/octet-stream'),
    ['id', 'c'],
    text('x,y\n1,2', 'three.csv', 'application/vnd.ms-excel'),
    ['metadata', '{"lot": 7}'],
  ])

  expect(reply).toMatchObject({
    ok: true,
    value: {
      isBatch: true,
      files: [
        { id: 'a', status: 'queued', version: 1, fileName: 'one.md' },
        { fileName: 'two.bin', error: { code: 'unsupported_media_type' } },
        { id: 'c', fileName: 'three.csv' },
      ],
    },
  })
  expect(await get('form-many', 'a')).toMatchObject({ format: 'markdown', metadata: { lot: 7 } })
  expect(await get('form-many', 'c')).toMatchObject({ format: 'csv', metadata: { lot: 7 } })
  expect(await objectsOf('form-many')).toBe(2)
})

test('a document without a title or a heading is called by the name of its file', async () => {
  await putForm('form-named', [text('Some words.', 'minutes of may.txt'), ['id', 'minutes']])
  await deliver('form-named', [['minutes', 1]])

  expect(await get('form-named', 'minutes')).toMatchObject({ title: 'minutes of may.txt' })
})

test('a file of more than one piece is stored whole', async () => {
  const content = `${'A hull of steel and a mast of oak. '.repeat(160_000)}The end.`
  await putForm('form-large', [text(content, 'large.txt'), ['id', 'large']])

  expect(await get('form-large', 'large')).toMatchObject({ bytes: content.length })
  const { DOCUMENTS } = testEnv as { DOCUMENTS: R2Bucket }
  const [object] = (await DOCUMENTS.list({ prefix: 't/form-large/' })).objects
  expect(await (await DOCUMENTS.get(object?.key ?? ''))?.text()).toBe(content)
})

test.each<[string, readonly Part[], string, string]>([
  ['no file', [['id', 'a']], 'invalid_request', 'file'],
  ['an unknown part', [text('a', 'a.txt'), ['purpose', 'x']], 'invalid_request', 'purpose'],
  ['an id that is none', [text('a', 'a.txt'), ['id', 'a b']], 'invalid_request', 'id'],
  ['metadata that is no JSON', [text('a', 'a.txt'), ['metadata', '{']], 'invalid_request', 'metadata'],
  ['nested metadata', [text('a', 'a.txt'), ['metadata', '{"a":{}}']], 'invalid_request', 'metadata'],
  ['one id for two files', [text('a', 'a.txt'), text('b', 'b.txt'), ['id', 'a']], 'invalid_request', 'id'],
  [
    'one id twice',
    [text('a', 'a.txt'), text('b', 'b.txt'), ['id', 'a'], ['id', 'a']],
    'invalid_request',
    'another one for each file',
  ],
  ['a part without a name', [text('a', 'a.txt'), ['', 'x']], 'invalid_request', 'without a name'],
  ['an empty file', [text('', 'a.txt')], 'invalid_request', 'empty'],
  [
    'only files that cannot be read',
    [text('\u0000', 'a'), text('\u0000', 'b')],
    'unsupported_media_type',
    '',
  ],
])('a form with %s is refused and leaves nothing', async (what, parts, code, said) => {
  const tenant = `form-${what.replaceAll(' ', '-').slice(0, 20)}`

  const reply = await putForm(tenant, parts)

  expect(reply).toMatchObject({ ok: false, code })
  expect(JSON.stringify(reply)).toContain(said)
  await expect.poll(() => objectsOf(tenant)).toBe(0)
})

test('a form that breaks off leaves nothing', async () => {
  const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nThe hull'
  const form = { contentType: 'multipart/form-data; boundary=b', bytes: 500 }

  const reply = await rag.putForm(contextOf('form-broken'), TENANT, form, new Blob([head]).stream())

  expect(reply).toMatchObject({ ok: false, code: 'invalid_request' })
  await expect.poll(() => objectsOf('form-broken')).toBe(0)
})

test('the same form under the same Idempotency-Key is the same documents', async () => {
  const second = text('Two.', 'two.txt')
  const parts = [text('One.', 'one.txt'), second]

  const first = await putForm('form-again', parts, { idempotencyKey: 'k' })
  const again = await putForm('form-again', parts, { idempotencyKey: 'k' })

  expect(again).toMatchObject({ ok: true, value: { replayed: true } })
  const idsOf = (reply: typeof first) =>
    reply.ok ? reply.value.files.map((file) => 'id' in file && file.id) : []
  expect(idsOf(again)).toEqual(idsOf(first))
  expect(
    await putForm('form-again', [text('Other.', 'one.txt'), second], { idempotencyKey: 'k' }),
  ).toMatchObject({
    value: { files: [{ error: { code: 'idempotency_mismatch' } }, {}] },
  })
})

async function putZip(tenant: string, zip: Uint8Array, id?: string) {
  const file = {
    contentType: 'application/x-zip-compressed',
    bytes: zip.byteLength,
    ...(id === undefined ? {} : { id }),
  }
  return rag.putFiles(contextOf(tenant), TENANT, file, new Blob([new Uint8Array(zip)]).stream())
}

test('each file of an archive becomes a document; sent again under the same id it is replaced', async () => {
  const files = [
    { name: 'docs/', content: new Uint8Array() },
    { name: 'docs/mast.md', content: bytes('# Mast\n\nOf oak.') },
    { name: '__MACOSX/docs/._mast.md', content: bytes('x') },
    { name: 'bell.wav', content: bytes('RIFF\u0000\u0000') },
    { name: 'a b.csv', content: bytes('x,y\n1,2') },
  ]

  const reply = await putZip('zip', await zipOf(files), 'ship')
  await deliver('zip', [['ship:docs-mast.md-0', 1]])

  expect(reply).toMatchObject({
    value: {
      isBatch: true,
      files: [
        {
          fileName: 'docs/mast.md',
          id: expect.stringMatching(/^ship:docs-mast\.md-[0-9a-f]{12}$/),
          version: 1,
        },
        { fileName: 'bell.wav', error: { code: 'unsupported_media_type' } },
        { fileName: 'a b.csv', id: expect.stringMatching(/^ship:a-b\.csv-/) },
      ],
    },
  })
  const again = await putZip(
    'zip',
    await zipOf([{ name: 'docs/mast.md', content: bytes('# Mast\n\nOf ash.') }]),
    'ship',
  )
  expect(again).toMatchObject({ value: { files: [{ version: 2 }] } })
})

const ONE = { name: 'a.txt', content: bytes('The hull is red.') }

test.each<[string, () => Promise<Uint8Array>, string]>([
  ['no zip at all', async () => bytes('PK\u0003\u0004 but then nothing'), 'invalid_request'],
  ['a broken directory', async () => (await zipOf([ONE])).slice(0, -30), 'invalid_request'],
  ['no file', () => zipOf([]), 'invalid_request'],
  [
    'too many files',
    () => zipOf(Array.from({ length: 101 }, (_, at) => ({ ...ONE, name: `${at}` }))),
    'payload_too_large',
  ],
  [
    'more than it may unpack to',
    () =>
      zipOf(Array.from({ length: 5 }, (_, at) => ({ ...ONE, name: `${at}.txt`, bytes: 24 * 1_024 * 1_024 }))),
    'payload_too_large',
  ],
  ['a file larger than its directory says', () => zipOf([{ ...ONE, bytes: 3 }]), 'invalid_request'],
  ['a file smaller than its directory says', () => zipOf([{ ...ONE, bytes: 300 }]), 'invalid_request'],
  ['a file with a password', () => zipOf([{ ...ONE, flags: 1 }]), 'unsupported_media_type'],
  [
    'another archive',
    async () => zipOf([{ name: 'b.zip', content: await zipOf([ONE]) }]),
    'unsupported_media_type',
  ],
])('an archive with %s is refused and leaves nothing', async (what, make, code) => {
  const tenant = `zip-${what.replaceAll(' ', '-').slice(0, 20)}`

  expect(await putZip(tenant, await make())).toMatchObject({ ok: false, code })
  await expect.poll(() => objectsOf(tenant)).toBe(0)
})

test('an archive may be one of the files of a form', async () => {
  const zip = await zipOf([ONE, { ...ONE, name: 'b.txt' }])

  const reply = await putForm('zip-form', [['file', new File([zip], 'all.zip')], text('Mast.', 'mast.txt')])

  expect(reply).toMatchObject({
    value: { isBatch: true, files: [{ fileName: 'a.txt' }, { fileName: 'b.txt' }, { fileName: 'mast.txt' }] },
  })
})
