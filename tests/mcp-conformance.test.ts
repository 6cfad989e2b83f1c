import { localKey } from '@bulkhead/harness/client'
import { startBulkhead, type HarnessedBulkhead } from '@bulkhead/harness/start-bulkhead'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { conformance, withKey, type Check } from './mcp/run-conformance.ts'
import { APPLICABLE, NOT_APPLICABLE, UNTESTABLE_CHECKS } from './mcp/scenarios.ts'

let bulkhead: HarnessedBulkhead
beforeAll(async () => {
  bulkhead = await startBulkhead({ variables: { LOCAL_TOKEN_DELAY_MS: '0' } })
})
afterAll(() => bulkhead?.stop())

const failureOf = ({ status, id }: Check) => status === 'FAILURE' && !UNTESTABLE_CHECKS.has(id)

describe.each(Object.entries(APPLICABLE))('conformance to %s', (revision, scenarios) => {
  let found: ReadonlyMap<string, readonly Check[]>
  beforeAll(async () => {
    found = await withKey(bulkhead, localKey('acme'), (url) => conformance(url, revision))
  }, 150_000)

  test.each(scenarios)('%s', (scenario) => {
    expect((found.get(scenario) ?? [{ id: 'not run', status: 'FAILURE' }]).filter(failureOf)).toEqual([])
  })

  test('every other scenario is listed with the reason why it does not apply', () => {
    const others = [...found.keys()].filter((name) => !scenarios.includes(name))

    expect(others.filter((name) => NOT_APPLICABLE[name] === undefined)).toEqual([])
  })
})
