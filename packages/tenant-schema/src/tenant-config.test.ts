import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, describe, expect, test } from 'vitest'

import { createApiKey } from './api-key.ts'
import { parseTenantConfig } from './check-configs.ts'
import { loadTenants } from './load-tenants.ts'
import { checkLocalKeys, parseLocalKeys } from './local-keys.ts'
import { parseTenantId } from './tenant-id.ts'

const MINIMAL = {
  id: 'acme',
  name: 'Acme',
  status: 'active',
  tier: 'standard',
  chat: { model: 'm' },
  rateLimit: { requestsPerMinute: 60, burst: 10 },
  budget: { tokensPerDay: 1_000 },
}

const root = mkdtempSync(join(tmpdir(), 'tenants-'))
afterAll(() => rmSync(root, { recursive: true }))

function write(folder: string, configs: Record<string, unknown>): string {
  for (const [name, config] of Object.entries(configs)) {
    mkdirSync(join(root, folder, name), { recursive: true })
    const text = typeof config === 'string' ? config : JSON.stringify(config)
    writeFileSync(join(root, folder, name, 'tenant.config.json'), text)
  }
  return folder
}

describe('parseTenantConfig', () => {
  test('fills in what may be left out', () => {
    const parsed = parseTenantConfig(MINIMAL)

    expect(parsed).toMatchObject({
      ok: true,
      config: {
        hostnames: [],
        apiKeys: [],
        chat: { maxOutputTokens: 1_024 },
        rateLimit: { shards: 1 },
        rag: { topK: 8 },
      },
    })
  })

  test.each([
    ['an unknown key', { ...MINIMAL, colour: 'red' }, 'colour'],
    ['an unknown key inside', { ...MINIMAL, chat: { model: 'm', modle: 'x' } }, 'chat.modle'],
    ['an unknown flag', { ...MINIMAL, flags: { 'retrieval.vector': false } }, 'flags.retrieval.vector'],
    [
      'a flag of the wrong type',
      { ...MINIMAL, flags: { 'retrieval.vectors': 'no' } },
      'flags.retrieval.vectors',
    ],
    ['a bad id', { ...MINIMAL, id: 'Acme!' }, 'id'],
    [
      'a first-token timeout over a minute',
      { ...MINIMAL, chat: { model: 'm', timeouts: { firstTokenMs: 600_001, idleMs: 1, totalMs: 1 } } },
      'chat.timeouts.firstTokenMs',
    ],
    [
      'an overlap over half a chunk',
      { ...MINIMAL, rag: { chunkTokens: 100, overlapTokens: 51 } },
      'rag.overlapTokens',
    ],
    ['a hostname with a port', { ...MINIMAL, hostnames: ['a.example:8080'] }, 'hostnames.0'],
    [
      'a plaintext key',
      { ...MINIMAL, apiKeys: [{ id: 'abcdefghijkl', sha256: 'bh_abcdefghijkl_x', scopes: ['chat'] }] },
      'apiKeys.0.sha256',
    ],
    ['no budget', { ...MINIMAL, budget: undefined }, 'budget'],
  ])('refuses %s and names the place', (_name, config, path) => {
    const parsed = parseTenantConfig(config)

    expect(parsed.ok).toBe(false)
    expect(!parsed.ok && parsed.problems.map((problem) => problem.path)).toContain(path)
    expect(JSON.stringify(parsed)).not.toContain('bh_abcdefghijkl_x')
  })
})

describe('loadTenants', () => {
  test('reports every problem with its file, and conflicts with both sides', () => {
    const key = { id: 'abcdefghijkl', sha256: 'a'.repeat(64), scopes: ['chat'] }
    const folder = write('bad', {
      acme: { ...MINIMAL, hostnames: ['x.example'], apiKeys: [key] },
      globex: { ...MINIMAL, id: 'other', hostnames: ['x.example'], apiKeys: [key] },
      hooli: '{ not json',
      demo: { ...MINIMAL, id: 'demo', demo: true, apiKeys: [{ ...key, id: 'zzzzzzzzzzzz' }] },
    })

    const { problems } = loadTenants(root, [folder])

    const at = (name: string) => `bad/${name}/tenant.config.json: `
    expect(problems).toEqual(
      expect.arrayContaining([
        expect.stringContaining(`${at('globex')}id: must be the name of its folder`),
        expect.stringContaining(`${at('hooli')}(root): is not JSON`),
        expect.stringContaining(`${at('demo')}apiKeys: a demo tenant has none`),
        expect.stringContaining(
          `${at('globex')}hostnames.0: hostname "x.example" is already taken by bad/acme`,
        ),
        expect.stringContaining(`${at('globex')}apiKeys.0.id: key id "abcdefghijkl" is already taken`),
      ]),
    )
    expect(problems).toHaveLength(5)
  })

  test('says so when a folder or a file is missing', () => {
    mkdirSync(join(root, 'empty/acme'), { recursive: true })

    expect(loadTenants(root, ['empty', 'nowhere']).problems).toEqual([
      'empty/acme/tenant.config.json: (root): is missing',
      'nowhere: (root): no such folder',
    ])
  })
})

describe('keys', () => {
  const keyOf = (tenant: string) => createApiKey(parseTenantId(tenant), 'check-secret')

  test('local keys must name tenants, be well-formed and be their own', async () => {
    const key = await keyOf('acme')

    const problems = checkLocalKeys(
      { acme: key, globex: key, nobody: await keyOf('nobody'), hooli: 'x', $admin: 'token' },
      ['acme', 'globex', 'hooli'],
    )

    expect(problems).toEqual([
      'globex: is a key of the tenant "acme"',
      'globex: its key id is already used by acme',
      'nobody: there is no such tenant',
      'hooli: is not of the form bh_<tenantId>_<keyId>_<secret><check>',
    ])
    expect(problems.join()).not.toContain(key)
  })

  test.each(['[]', '{"acme": 1}', 'null'])('refuses local keys that are not strings by name: %s', (json) => {
    expect(() => parseLocalKeys(json)).toThrow(TypeError)
  })
})

test.each(['', 'Acme', 'a/b', 'x'.repeat(33), null, 5])('does not take %s for a tenant id', (value) => {
  expect(() => parseTenantId(value)).toThrow(TypeError)
})
