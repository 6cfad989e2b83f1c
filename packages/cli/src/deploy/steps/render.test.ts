import type { WorkerName } from '@bulkhead/contracts/workers'
import { expect, test } from 'vitest'

import { readEnvironment, type Environment } from '../config/deploy-config.ts'
import { Names } from '../config/names.ts'
import type { Built } from './build.ts'
import { render } from './render.ts'

const BUILT: Built = {
  version: '0.0.0',
  digest: 'd',
  of: () => ({ folder: '/built', entry: 'index.js', digest: 'd', assets: undefined }),
}

interface Config {
  readonly vars: Record<string, string>
  readonly kv_namespaces: readonly { readonly binding: string; readonly id: string }[]
}

function varsOf(app: WorkerName, over: Partial<Environment>): Record<string, string> {
  return configOf(app, over).vars
}

function configOf(app: WorkerName, over: Partial<Environment>): Config {
  const { environment } = readEnvironment('deploy.config.json', 'staging')
  const target = {
    name: 'unit-test',
    environment: { ...environment, ...over },
    names: new Names('bulkhead', ''),
    accountId: 'a',
    token: 't',
    secrets: {},
  }
  const { config } = render(app, {
    target,
    built: BUILT,
    namespaces: new Map([
      ['bulkhead-flags', 'f'],
      ['bulkhead-oauth', 'o'],
    ]),
    gatewayOrigin: 'https://api.example.com',
    platformHostnames: ['api.example.com'],
    deployed: new Set(),
  })
  return JSON.parse(config) as Config
}

test('where the console has a hostname of its own, gateway and console know each other', () => {
  const over = { adminHostnames: ['admin.example.com'] }

  expect(varsOf('gateway', over)).toMatchObject({
    CONSOLE_ORIGIN: 'https://admin.example.com',
    SERVE_ADMIN: '',
  })
  expect(varsOf('control', over)).toMatchObject({ API_ORIGIN: 'https://api.example.com' })
})

test('where it has none, the gateway serves it', () => {
  expect(varsOf('gateway', {})).toMatchObject({ SERVE_ADMIN: 'true' })
  expect(varsOf('gateway', {})).not.toHaveProperty('CONSOLE_ORIGIN')
})

test('sign-in at /mcp is off, without a namespace, unless the environment turns it on', () => {
  const flags = { binding: 'FLAGS', id: 'f' }
  const on = { mcpOAuth: true, adminHostnames: ['admin.example.com'] }

  expect(configOf('control', {}).kv_namespaces).toEqual([flags])
  expect(configOf('control', on).kv_namespaces).toEqual([flags, { binding: 'OAUTH_KV', id: 'o' }])
  for (const app of ['gateway', 'control'] as const) {
    expect(varsOf(app, {})).toMatchObject({ OAUTH_ISSUER: '' })
    expect(varsOf(app, on)).toMatchObject({ OAUTH_ISSUER: 'https://api.example.com' })
  }
})
