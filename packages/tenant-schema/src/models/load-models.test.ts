import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, expect, test } from 'vitest'

import { unknownModels } from './check-models.ts'
import { loadModels } from './load-models.ts'

const root = mkdtempSync(join(tmpdir(), 'models-'))
afterAll(() => rmSync(root, { recursive: true }))

const CHAT = { provider: 'workers-ai', kind: 'chat', contextLength: 8_000 }
const SERVED = { ...CHAT, provider: 'openai-compatible', baseUrl: 'https://models.example/v1' }

function catalogue(name: string, models: object): string {
  mkdirSync(join(root, name, '..'), { recursive: true })
  writeFileSync(join(root, name), JSON.stringify({ models }))
  return name
}

function problemsOf(entry: object): readonly string[] {
  return loadModels(root, [catalogue('one.json', { m: entry })], []).problems
}

test.each([
  ['an unknown provider', { ...CHAT, provider: 'magic' }, 'models.m.provider: '],
  ['no kind', { provider: 'workers-ai', contextLength: 1 }, 'models.m.kind: '],
  ['an unknown field', { ...CHAT, temperature: 1 }, 'models.m.temperature: is not known'],
  ['an address that Workers AI has none of', { ...CHAT, baseUrl: 'https://a' }, 'models.m.baseUrl: '],
  ['no address', { ...SERVED, baseUrl: undefined }, 'models.m.baseUrl: '],
  [
    'a key in the address',
    { ...SERVED, baseUrl: 'https://me:sk-1@a/v1' },
    'models.m.baseUrl: must be an http',
  ],
  ['a key instead of its name', { ...SERVED, secret: 'sk-123' }, 'models.m.secret: must be the name'],
  [
    'a price that is a number',
    { ...CHAT, prices: { prompt: 1, completion: '1' } },
    'models.m.prices.prompt: ',
  ],
  ['an unknown dialect', { ...SERVED, dialect: { outputLimit: 'max' } }, 'models.m.dialect.outputLimit: '],
])('%s is a problem that names file and path, and no value', (_, entry, says) => {
  const problems = problemsOf(entry)

  expect(problems).toHaveLength(1)
  expect(problems[0]).toContain(`one.json: ${says}`)
  expect(problems[0]).not.toContain('sk-')
})

test.each([
  ['Workers AI', CHAT],
  [
    'a server with a key, prices and a dialect',
    {
      ...SERVED,
      secret: 'OPENAI_API_KEY',
      prices: { prompt: '0.15', completion: '0.6', cachedPrompt: '0.075' },
      dialect: { systemMessages: 'one' },
    },
  ],
  ['a server whose address is a variable', { ...SERVED, baseUrl: '$VLLM_URL' }],
])('%s is valid', (_, entry) => {
  expect(problemsOf(entry)).toEqual([])
})

test('a folder of tenants may bring models of its own, but not the same ones', () => {
  const file = catalogue('root.json', { m: CHAT })
  catalogue('folder/models.json', { n: CHAT })
  catalogue('other/models.json', { m: CHAT })

  expect([...loadModels(root, [file], ['folder', 'empty']).models.keys()]).toEqual(['m', 'n'])
  expect(loadModels(root, [file], ['other']).problems).toEqual([
    'other/models.json: models.m: is already in root.json',
  ])
})

test('a missing catalogue, and one that is not JSON, are problems', () => {
  writeFileSync(join(root, 'broken.json'), '{')

  expect(loadModels(root, ['none.json'], []).problems).toEqual(['none.json: (root): is missing'])
  expect(loadModels(root, ['broken.json'], []).problems[0]).toContain('broken.json: (root): is not JSON')
})

test('every model that a tenant names is in the catalogue, and answers', () => {
  const file = catalogue('root.json', { m: CHAT, e: { ...CHAT, kind: 'embedding' } })
  const chat = { model: 'm', fallbackModels: ['gone'], allowedModels: ['m', 'e'] }

  expect(unknownModels({ chat }, loadModels(root, [file], []).models)).toEqual([
    { path: 'chat.fallbackModels.0', message: '"gone" is not in models.json' },
    { path: 'chat.allowedModels.1', message: '"e" is of kind embedding in models.json, not chat' },
  ])
})

test('the example of each provider in the documentation is valid', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../../docs/operate/models.md'), 'utf8')
  const [, example = ''] = /```json\n(.*?)```/s.exec(page) ?? []
  writeFileSync(join(root, 'docs.json'), example)

  const { models, problems } = loadModels(root, ['docs.json'], [])

  expect(problems).toEqual([])
  expect(models.size).toBe(7)
})
