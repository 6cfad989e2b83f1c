import type { RequestContext } from '@bulkhead/contracts/context'
import { Log } from '@bulkhead/logging/log'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { expect, test } from 'vitest'

import { gatheredMethod } from './gathered-method.ts'

const CTX: RequestContext = {
  requestId: 'req_1',
  traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
  tenantId: parseTenantId('acme'),
  keyId: 'abcdefghijkl',
  route: '/v1/search',
  deadline: 0,
}

test('the lines of a call whose caller has left are written before its work is over', async () => {
  const lines: object[] = []
  const log = new Log('test/rpc', { LOG_LEVEL: 'info' }, {}, (line) => lines.push(JSON.parse(line)))
  const work: Promise<unknown>[] = []
  const asked = Promise.withResolvers<string>()

  void gatheredMethod({ log, waitUntil: (one) => work.push(one) }, CTX, async (gathering) => {
    const answer = await asked.promise
    gathering.info('ai attempt')
    gathering.info('citations returned')
    return answer
  })
  asked.resolve('aye')
  const outcomes = await Promise.all(work)

  expect(outcomes).toEqual([{ ok: true, value: 'aye' }])
  expect(lines).toEqual([expect.objectContaining({ message: 'work', parts: expect.any(Array) })])
})

test('a refusal is no failure of the work that is waited for', async () => {
  const log = new Log('test/rpc', { LOG_LEVEL: 'info' }, {}, () => undefined)
  const work: Promise<unknown>[] = []

  const outcome = await gatheredMethod({ log, waitUntil: (one) => work.push(one) }, CTX, () =>
    Promise.reject(new Error('odd')),
  )

  expect(outcome).toMatchObject({ ok: false, code: 'internal' })
  await expect(Promise.all(work)).resolves.toHaveLength(1)
})
