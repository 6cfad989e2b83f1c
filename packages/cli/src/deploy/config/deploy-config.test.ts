import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import { afterEach, expect, test } from 'vitest'

import { deployConfigSchema, readEnvironment } from './deploy-config.ts'
import { Names } from './names.ts'
import { readSecrets } from './secrets.ts'
import { readTarget } from './target.ts'

const ROOT = resolve(import.meta.dirname, '../../../../..')

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-config-'))
const file = join(folder, 'deploy.config.json')
const secrets = join(folder, 'secrets.json')
const written = (config: object) => {
  writeFileSync(file, JSON.stringify(config))
  return file
}
afterEach(() => rmSync(file, { force: true }))

test('the config of the repository is good, and its schema is that of the code', () => {
  for (const name of ['staging', 'production']) {
    expect(readEnvironment(join(ROOT, 'deploy.config.json'), name).prefix).toBe('bulkhead')
  }
  const schema = readFileSync(join(ROOT, 'deploy.config.schema.json'), 'utf8')
  expect(JSON.parse(schema)).toEqual(JSON.parse(deployConfigSchema()))
})

test('every field that is wrong is named, unknown ones too', () => {
  const wrong = {
    environments: { production: { sufix: '-x', jurisdiction: 'mars', canary: { steps: [0] } } },
  }

  expect(() => readEnvironment(written(wrong), 'production')).toThrow(
    /sufix[^]*jurisdiction|jurisdiction[^]*sufix/,
  )
  expect(() => readEnvironment(written(wrong), 'production')).toThrow(/canary\.steps\.0/)
})

test('an environment that is not there is not understood; those that are, are named', () => {
  const config = written({ environments: { production: {}, staging: { suffix: '-staging' } } })

  expect(() => readEnvironment(config, 'prod')).toThrow('it has production, staging')
})

test('what every object has is no environment', () => {
  const config = written({ environments: { production: {} } })

  expect(() => readEnvironment(config, 'constructor')).toThrow('has no environment constructor')
})

test('two environments that would replace each other are refused', () => {
  const config = written({ environments: { production: {}, staging: {} } })

  expect(() => readEnvironment(config, 'staging')).toThrow('staging and production would be the same Workers')
})

test('paths are as seen from the config', () => {
  const config = written({
    environments: { production: { secretsFile: 'mine.json', tenants: '../tenants' } },
  })
  const env = { CLOUDFLARE_API_TOKEN: 't', CLOUDFLARE_ACCOUNT_ID: 'a' }

  const { environment } = readTarget(config, 'production', env)

  expect(environment.secretsFile).toBe(join(folder, 'mine.json'))
  expect(environment.tenants).toBe(resolve(folder, '../tenants'))
})

test('two environments of an account share no name and no rate limiter', () => {
  const production = new Names('bulkhead', '')
  const staging = new Names('bulkhead', '-staging')

  expect(production.of('bulkhead-chat')).toBe('bulkhead-chat')
  expect(staging.of('bulkhead-chat')).toBe('bulkhead-chat-staging')
  expect(staging.of('bulkhead')).toBe('bulkhead-staging')
  expect(staging.dataset('bulkhead')).toBe('bulkhead_staging')
  expect(new Names('acme', '').of('bulkhead-ingest-dead')).toBe('acme-ingest-dead')
  expect(production.rateLimit('1001')).toBe('1001')
  expect(staging.rateLimit('1001')).not.toBe('1001')
  expect(staging.rateLimit('1001')).not.toBe(staging.rateLimit('1002'))
})

test('a file of secrets that others may read is refused; a variable goes before the file', () => {
  writeFileSync(secrets, JSON.stringify({ ADMIN_TOKEN: 'of the file', CONTROL_SECRET: 'c' }), { mode: 0o600 })
  expect(readSecrets(secrets, { ADMIN_TOKEN: 'of the variable' })).toEqual({
    ADMIN_TOKEN: 'of the variable',
    CONTROL_SECRET: 'c',
  })

  const open = join(folder, 'open.json')
  writeFileSync(open, '{}', { mode: 0o644 })
  expect(() => readSecrets(open, {})).toThrow('chmod 600')
})

test.each(['Bulkhead', 'acme-', '-acme', 'a--b', 'b'.repeat(21), `${'b'.repeat(60)}C`])(
  'the prefix %s is refused, at once',
  (prefix) => {
    const startMs = performance.now()

    expect(() =>
      readEnvironment(written({ prefix, environments: { production: {} } }), 'production'),
    ).toThrow('prefix')

    expect(performance.now() - startMs).toBeLessThan(2_000)
  },
)

test('what is wrong with a secret is said without it', () => {
  const config = written({ environments: { production: { secretsFile: secrets } } })
  writeFileSync(secrets, 'ADMIN_TOKEN=hush-hush', { mode: 0o600 })
  const env = { CLOUDFLARE_API_TOKEN: 'token', CLOUDFLARE_ACCOUNT_ID: 'a'.repeat(32) }
  const said = (more: object) => {
    try {
      readTarget(config, 'production', { ...env, ...more })
      return 'nothing'
    } catch (thrown) {
      return String(thrown)
    }
  }

  expect(said({})).toContain('must be a JSON object of texts')
  expect(said({})).not.toContain('hush')
  expect(said({ CLOUDFLARE_API_TOKEN: 'hush-hush\n' })).toContain('characters that no token has')
  expect(said({ CLOUDFLARE_API_TOKEN: 'hush-hush\n' })).not.toContain('hush')
  expect(said({ CLOUDFLARE_ACCOUNT_ID: '../user' })).toContain('must be an account id')
})
