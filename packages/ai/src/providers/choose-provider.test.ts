import { afterEach, expect, test, vi } from 'vitest'

import { Catalogue } from '../catalogue.ts'
import { chooseProvider } from './choose-provider.ts'

const served = { provider: 'openai-compatible', kind: 'chat', contextLength: 8_000 }
const catalogue = new Catalogue({
  models: {
    own: { provider: 'workers-ai', kind: 'chat', contextLength: 8_000, upstreamId: '@cf/own' },
    'gpt-5': {
      ...served,
      baseUrl: 'https://api.openai.com/v1',
      secret: 'OPENAI_API_KEY',
      upstreamId: 'gpt-5-2026',
    },
    azure: {
      ...served,
      baseUrl: 'https://r.openai.azure.com/openai/deployments/d?api-version=2026-01-01',
      secret: 'AZURE_KEY',
      keyHeader: 'api-key',
    },
    vllm: { ...served, baseUrl: '$VLLM_URL' },
  },
})
const RUN = vi.fn<(model: string) => Promise<unknown>>(async () => ({ data: [[1]] }))
const ENV = { AI: { run: RUN }, AI_GATEWAY_ID: '', ENVIRONMENT: 'production', OPENAI_BASE_URL: '' }

afterEach(() => vi.unstubAllGlobals())

/** One embedding from the model, and where it was asked for. */
async function asked(model: string, env: object = {}) {
  const requests: { url: string; headers: Record<string, string>; model: string }[] = []
  vi.stubGlobal('fetch', async (url: string, init: { headers: Record<string, string>; body: string }) => {
    requests.push({ url, headers: init.headers, model: JSON.parse(init.body).model })
    return Response.json({ data: [{ index: 0, embedding: [1] }] })
  })
  const provider = chooseProvider({ ...ENV, ...env }, catalogue.entry(model), model)
  const ctx = { tenantId: 'acme', requestId: 'req_1' } as never
  const failure = await provider
    .embed({ ctx, model, texts: ['a'], signal: new AbortController().signal })
    .then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
  return { name: provider.name, request: requests[0], failure }
}

test('each model is asked where the catalogue says, under its upstream id, with the key of its secret', async () => {
  const { request } = await asked('gpt-5', { OPENAI_API_KEY: 'sk-1' })

  expect(request).toMatchObject({
    url: 'https://api.openai.com/v1/embeddings',
    headers: { authorization: 'Bearer sk-1' },
    model: 'gpt-5-2026',
  })
})

test("Azure's older API versions: the version stays behind the path, and the key has its own header", async () => {
  const { request } = await asked('azure', { AZURE_KEY: 'k' })

  expect(request?.url).toBe(
    'https://r.openai.azure.com/openai/deployments/d/embeddings?api-version=2026-01-01',
  )
  expect(request?.headers).toMatchObject({ 'api-key': 'k' })
  expect(request?.headers).not.toHaveProperty('authorization')
})

test('an address may be a variable of the environment', async () => {
  expect((await asked('vllm', { VLLM_URL: 'http://10.0.0.5:8000/v1' })).request?.url).toBe(
    'http://10.0.0.5:8000/v1/embeddings',
  )
})

test.each([
  ['gpt-5', 'rejected (secret OPENAI_API_KEY is not set)'],
  ['vllm', 'rejected (variable VLLM_URL is not set)'],
  ['unlisted', 'rejected (no base URL)'],
])('%s without what it needs is not asked, and the reason names what is missing', async (model, message) => {
  const { request, failure } = await asked(model)

  expect(request).toBeUndefined()
  expect(failure).toMatchObject({ kind: 'rejected', message })
})

test("Workers AI's models are asked through the binding, under their upstream id", async () => {
  await asked('own')

  expect(RUN.mock.lastCall?.[0]).toBe('@cf/own')
})

test('locally OPENAI_BASE_URL serves every model', async () => {
  const env = { ENVIRONMENT: 'local', OPENAI_BASE_URL: 'http://localhost:11434/v1' }

  for (const model of ['own', 'gpt-5', 'unlisted'])
    expect((await asked(model, env)).request?.url).toBe('http://localhost:11434/v1/embeddings')
})
