import { expect, test } from 'vitest'

import { presentLine } from './present-line.ts'

const line = {
  timestamp: '2026-11-24T17:40:43.787Z',
  level: 'info',
  message: 'request',
  source: 'gateway/request',
  traceId: 'abc',
  status: 200,
  metrics: [],
}

test.each([
  '',
  '[wrangler:info] GET /x 200 OK (367ms)',
  'env.ENVIRONMENT ("local")    Environment Variable    local',
  'bulkhead-rag has access to the following bindings:',
  '⎔ Reloading local server...',
])('holds back %j', (noise) => {
  expect(presentLine(noise, false)).toBeUndefined()
})

test('takes the prefix off a line of a Worker and leaves the JSON as it is', () => {
  expect(presentLine(`[undefined] ${JSON.stringify(line)}`, false)).toBe(JSON.stringify(line))
})

test('shortens a line of a Worker on a terminal', () => {
  expect(presentLine(JSON.stringify(line), true)).toBe(
    '17:40:43.787 info  request status=200 (gateway/request)',
  )
})

test('shows errors of wrangler and what it does not know', () => {
  expect(presentLine('[wrangler:error] Error: boom', true)).toBe('[wrangler:error] Error: boom')
  expect(presentLine('{not json', true)).toBe('{not json')
})
