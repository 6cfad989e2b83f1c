import { beforeEach, expect, test, vi } from 'vitest'

import { cloud, contextOf, limits, rag, resetFakes } from '../testing/harness.ts'

beforeEach(resetFakes)

test('answers as OpenAI does, in order, with usage', async () => {
  const reply = await rag.embed(contextOf('vec'), { input: ['hull', 'mast'], model: '@cf/baai/bge-m3' })

  if (!reply.ok) throw new Error(reply.code)
  const { data, model, usage, object } = reply.value
  expect({ object, model, indexes: data.map(({ index }) => index) }).toEqual({
    object: 'list',
    model: '@cf/baai/bge-m3',
    indexes: [0, 1],
  })
  expect(data[0]?.embedding).toHaveLength(1024)
  expect(data[0]?.embedding).not.toEqual(data[1]?.embedding)
  expect(usage.prompt_tokens).toBeGreaterThan(0)
  expect(usage.total_tokens).toBe(usage.prompt_tokens)
})

test('base64 holds the same numbers as little-endian float32', async () => {
  const [floats, base64] = await Promise.all([
    rag.embed(contextOf('vec'), { input: 'hull and mast' }),
    rag.embed(contextOf('vec'), { input: 'hull and mast', encoding_format: 'base64' }),
  ])

  if (!floats.ok || !base64.ok) throw new Error('refused')
  const bytes = Uint8Array.from(atob(String(base64.value.data[0]?.embedding)), (c) => c.charCodeAt(0))
  const view = new DataView(bytes.buffer)
  const decoded = Array.from({ length: 1024 }, (_, at) => view.getFloat32(at * 4, true))
  const numbers = floats.value.data[0]?.embedding
  if (typeof numbers !== 'object') throw new TypeError('not numbers')
  expect(decoded).toEqual(numbers.map(Math.fround))
})

test('another model is not found', async () => {
  expect(await rag.embed(contextOf('vec'), { input: 'x', model: 'gpt-4o' })).toMatchObject({
    ok: false,
    code: 'model_not_found',
    param: 'model',
  })
})

test('many texts go in several calls and are settled once', async () => {
  const input = Array.from({ length: 150 }, (_, at) => `text ${at}`)

  await rag.embed(contextOf('vec', { reservationId: 'rsv_1', reservedTokens: 9_000 }), { input })

  expect((await cloud('state')).aiCalls).toEqual([100, 50])
  await vi.waitFor(async () => {
    const { settled } = await limits('state')
    expect(settled.filter(([id]) => id === 'rsv_1')).toEqual([['rsv_1', expect.any(Number)]])
  })
})

test.each([
  ['error', 'ai_unavailable'],
  ['malformed', 'ai_unavailable'],
])('a model that answers with %s is %s, and costs nothing', async (aiFault, code) => {
  await cloud('set', { aiFault })

  expect(
    await rag.embed(contextOf('vec', { reservationId: 'rsv_1', reservedTokens: 9 }), { input: 'x' }),
  ).toMatchObject({ ok: false, code })
  await vi.waitFor(async () => expect((await limits('state')).settled).toEqual([['rsv_1', 0]]))
})

test('a model that hangs is a timeout within the deadline', async () => {
  await cloud('set', { aiFault: 'hang' })

  expect(await rag.embed(contextOf('vec', { deadline: Date.now() + 300 }), { input: 'x' })).toMatchObject({
    ok: false,
    code: 'ai_timeout',
  })
})

test('a refused budget is passed on and nothing is embedded', async () => {
  await limits('set', { refusal: { ok: false, code: 'budget_exceeded' } })

  expect(await rag.embed(contextOf('vec'), { input: 'x' })).toMatchObject({
    ok: false,
    code: 'budget_exceeded',
  })
  expect((await cloud('state')).aiCalls).toEqual([])
})

test('names its model', async () => {
  expect(await rag.embeddingModel()).toEqual({ model: '@cf/baai/bge-m3', dimensions: 1024 })
  expect(await rag.ping()).toBe('ok')
})
