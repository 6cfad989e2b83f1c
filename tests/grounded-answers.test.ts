// What an answer rests on, through the whole system: what the model is told of a source, which statement is
// quoted for it and from which page, and what becomes of a citation that its source does not support.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { Client, eventsOf, eventually, localKey } from '@bulkhead/harness/client'
import { startBulkhead, type Bulkhead } from '@bulkhead/harness/start-bulkhead'
import { afterAll, beforeAll, expect, test } from 'vitest'

import {
  delta,
  DONE,
  either,
  events,
  json,
  ScriptedProvider,
  USAGE,
  whole,
} from './provider/scripted-provider.ts'
import { STARK } from './tenants/keys.ts'

const FILLER =
  'The housing is checked for rust before the season and cleaned with fresh water and a soft brush. '
const MANUAL = ['# Pump manual', '## Model A', FILLER.repeat(20), 'The service interval is 200 hours.']
  .concat(['## Model B', FILLER.repeat(20), 'The service interval is 500 hours.'])
  .join('\n\n')
const GREASE =
  'The pump must be greased every\nsix months by a certified\ntechnician. Never open it\nwhile it is hot.\n\nParcels leave each morning. Dr. Stone signs each parcel. Nobody else may sign.'
const RULES =
  '维修车间的营业时间为周一至周五上午八点到下午五点。未使用的商品可在十四天内退货。责任保险赔偿对其他船只造成的损失。'

const provider = new ScriptedProvider()
let bulkhead: Bulkhead
let stark: Client
beforeAll(async () => {
  bulkhead = await startBulkhead({ variables: { OPENAI_BASE_URL: await provider.start() } })
  stark = new Client(bulkhead.fetch, STARK.full)
  const pdf = readFileSync(join(import.meta.dirname, '../apps/extract/fixtures/running-header.pdf'))
  await bulkhead.fetch('/v1/documents?id=steps', {
    method: 'POST',
    headers: { authorization: `Bearer ${STARK.full}`, 'content-type': 'application/pdf' },
    body: pdf,
  })
  await stark.post('/v1/documents', { id: 'manual', text: MANUAL, format: 'markdown' })
  await stark.post('/v1/documents', { id: 'grease', text: GREASE })
  await stark.post('/v1/documents', { id: 'rules', text: RULES })
  for (const id of ['steps', 'manual', 'grease', 'rules']) await searchable(id)
})
afterAll(async () => {
  await bulkhead?.stop()
  provider.stop()
})

async function searchable(id: string) {
  await eventually(async () => {
    const { status } = (await stark.get(`/v1/documents/${id}`)).body
    return status === 'searchable' || status === 'indexed' ? true : undefined
  })
}

/** The model says it of whatever source the document has become. */
function modelSays(text: string, documentText: string) {
  provider.answer = (body, response) => {
    const n = numberOf(body, documentText)
    const said = text.replaceAll('[n]', `[${n}]`)
    const pieces = said.match(/[\s\S]{1,3}/gu) ?? []
    const streamed = events([
      ...pieces.map((content) => delta({ content })),
      delta({}, 'stop'),
      { choices: [], usage: USAGE },
      DONE,
    ])
    either(streamed, json(whole({ content: said }, { usage: USAGE })))(body, response)
  }
}

function promptIn(body: string): string {
  return JSON.parse(body).messages.at(-1).content
}

function numberOf(body: string, documentText: string): string {
  const [before = ''] = promptIn(body).split(documentText)
  return (
    before
      .match(/<source n="(\d+)"/g)
      ?.at(-1)
      ?.match(/\d+/)?.[0] ?? '99'
  )
}

test('the model is told under which headings and on which page a source stands', async () => {
  modelSays('The service interval of Model B is 500 hours [n].', 'interval is 500 hours')
  const { body } = await stark.post('/v1/answers', {
    question: 'What is the service interval of Model B?',
    topK: 3,
  })
  const prompt = promptIn(provider.bodies.at(-1) ?? '')

  expect(prompt).toMatch(
    /<source n="\d" title="Pump manual" section="Pump manual > Model B">\n[^<]*500 hours/,
  )
  expect(prompt).not.toMatch(/section="Pump manual > Model B">\n[^<]*200 hours/)
  expect(body).toMatchObject({
    citations: [
      { heading: 'Pump manual > Model B', quote: 'The service interval is 500 hours.', support: 'full' },
    ],
    warnings: [],
  })
})

test.each([
  [
    'the width ended the lines',
    'A certified technician greases the pump every six months. [n]',
    'certified\ntechnician',
    'The pump must be greased every\nsix months by a certified\ntechnician.',
    'full',
  ],
  [
    'an abbreviation is in it',
    'Dr. Stone signs every parcel. [n]',
    'Dr. Stone signs',
    'Dr. Stone signs each parcel.',
    'full',
  ],
  [
    'nothing parts words',
    '没有用过的商品十四天之内可以退货。 [n]',
    '未使用的商品',
    '未使用的商品可在十四天内退货。',
    'partial',
  ],
] as const)('the quote is the whole statement where %s', async (_, said, held, quote, support) => {
  modelSays(said, held)
  const { body } = await stark.post('/v1/answers', { question: said.replace('[n]', ''), topK: 5 })

  expect(body.citations).toMatchObject([{ quote, support }])
  expect(body.warnings).toEqual([])
})

test('page is where the quote stands, in answers and in results', async () => {
  const words = { query: 'Step 4: open cover 4 and note reading 4', mode: 'words', topK: 1 }
  const found = await stark.post('/v1/search', words)
  modelSays('In step 4 you open cover 4 and note reading 4 [n].', 'Step 4')
  const { body } = await stark.post('/v1/answers', { question: words.query })

  expect(found.body.results[0]).toMatchObject({ documentId: 'steps', page: 4 })
  expect(body.citations).toMatchObject([{ documentId: 'steps', page: 4 }])
  expect(body.citations[0].quote).toContain('Step 4')
  expect(promptIn(provider.bodies.at(-1) ?? '')).toMatch(/page="\d-\d"/)
})

test('a citation that supports nothing is in neither stream nor message, and the answer warns', async () => {
  modelSays(
    'Dr. Stone signs each parcel [n]. The moon is made of green cheese and the deposit is 9,000 euros. [n]',
    'Dr. Stone signs',
  )
  const question = { question: 'Who signs each parcel?', topK: 5 }
  const plain = await stark.post('/v1/answers', question)
  const sent = eventsOf((await stark.post('/v1/answers', { ...question, stream: true })).text)
  const text = sent
    .filter(({ event }) => event === 'delta')
    .map(({ data }) => data['text'])
    .join('')
  const end = sent.at(-1)?.data

  expect(plain.body).toMatchObject({
    citations: [{ support: 'full' }],
    warnings: [{ code: 'unsupported_statement' }],
  })
  expect(text).toMatch(
    /^Dr\. Stone signs each parcel \[\d\]\. The moon is made of green cheese and the deposit is 9,000 euros\.$/,
  )
  expect(sent.filter(({ event }) => event === 'citation').map(({ data }) => data)).toEqual(
    plain.body.citations,
  )
  expect(end).toMatchObject({ answer: text, citations: plain.body.citations, warnings: plain.body.warnings })
})

test('in a session it is stored as it was checked', async () => {
  modelSays('The moon is made of green cheese and the deposit is 9,000 euros. [n]', 'Dr. Stone signs')
  const { id } = (await stark.post('/v1/sessions', {})).body
  const sent = await stark.post(`/v1/sessions/${id}/messages`, {
    content: 'Who signs each parcel?',
    retrieval: { topK: 5, minScore: 0 },
  })
  const listed = await stark.get(`/v1/sessions/${id}/messages`)

  expect(sent.body).toMatchObject({ citations: [], warnings: [{ code: 'unsupported_statement' }] })
  expect(listed.body.data.at(-1)).toEqual(sent.body)
})

test('the same text of several documents is found once, and nothing below minScore', async () => {
  const acme = new Client(bulkhead.fetch, localKey('acme'))
  const text = 'Quokkas are fed at noon in the western enclosure.'
  for (const id of ['quokka-1', 'quokka-2']) await acme.post('/v1/documents', { id, text })
  await eventually(async () => {
    const { body } = await acme.get('/v1/documents/quokka-2')
    return body.status === 'indexed' ? true : undefined
  })
  const found = await acme.post('/v1/search', { query: 'When are quokkas fed?', mode: 'words' })
  const none = await acme.post('/v1/search', {
    query: 'When are quokkas fed with giraffes and zebras?',
    mode: 'words',
    minScore: 1,
  })
  const wrong = await acme.post('/v1/search', { query: 'quokkas', minScore: 2 })

  expect(found.body.results.filter((each: { text: string }) => each.text === text)).toHaveLength(1)
  expect(found.body.results[0].duplicates).toHaveLength(1)
  expect(none.body).toMatchObject({ results: [], warnings: [{ code: 'no_matching_documents' }] })
  expect([wrong.status, wrong.body.error.details?.[0]?.param ?? wrong.body.error.param]).toEqual([
    400,
    expect.stringContaining('minScore'),
  ])
})

test('what is replaced or deleted is never found afterwards', async () => {
  const stale: string[] = []
  for (let round = 0; round < 4; round++) {
    const id = `turn-${round}`
    await stark.post('/v1/documents', {
      id,
      text: `The okapi sleeps in stable number ${round} of the old yard.`,
    })
    await searchable(id)
    await stark.post('/v1/documents', {
      id,
      text: `The heron nests by pond number ${round} of the new park.`,
    })
    await eventually(async () =>
      (await stark.get(`/v1/documents/${id}`)).body.version === 2 ? true : undefined,
    )
    await eventually(async () => (await found('heron')).includes(id) || undefined)
    for (const mode of ['words', 'vector', 'hybrid']) {
      if ((await found('okapi stable', mode)).includes(id)) stale.push(`${id} replaced ${mode}`)
    }
    await stark.delete(`/v1/documents/${id}`)
    for (const mode of ['words', 'vector', 'hybrid']) {
      if ((await found('heron pond', mode)).includes(id)) stale.push(`${id} deleted ${mode}`)
    }
  }

  expect(stale).toEqual([])

  async function found(query: string, mode = 'words'): Promise<string[]> {
    const { body } = await stark.post('/v1/search', { query, mode, topK: 50 })
    return body.results
      .filter(({ text }: { text: string }) => text.includes(query.split(' ')[0] ?? ''))
      .map(({ documentId }: { documentId: string }) => documentId)
  }
})
