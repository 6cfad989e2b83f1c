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

function varsOf(app: WorkerName, over: Partial<Environment>): Record<string, string> {
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
    namespaces: new Map(),
    gatewayOrigin: 'https://api.example.com',
    platformHostnames: ['api.example.com'],
    deployed: new Set(),
  })
  return (JSON.parse(config) as { vars: Record<string, string> }).vars
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
