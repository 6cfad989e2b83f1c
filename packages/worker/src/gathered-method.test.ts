import type { RequestContext } from '@bulkhead/contracts/context'
import { Log } from '@bulkhead/logging/log'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { expect, test } from 'vitest'

import { gatheredMethod, toldMethod } from './gathered-method.ts'

const CTX: RequestContext = {
  requestId: 'req_1',
  traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
  tenantId: parseTenantId('acme'),
  keyId: 'abcdefghijkl',
  route: '/v1/search',
  deadline: 0,
}

/** Of a caller who logs for its callees. */
const LOGGING = { ...CTX, logsForCallee: true }

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

test('what went well goes along with an answer, and failures are written at once', async () => {
  const lines: object[] = []
  const log = new Log('test/rpc', { LOG_LEVEL: 'info' }, { requestId: 'req_1' }, (line) =>
    lines.push(JSON.parse(line)),
  )
  const work: Promise<unknown>[] = []

  const outcome = await toldMethod(
    { log, waitUntil: (one) => work.push(one) },
    LOGGING,
    async (gathering) => {
      await Promise.resolve()
      gathering.info('ai attempt', { model: 'm' })
      gathering.warn('ai attempt', { model: 'n' })
      gathering.info('citations returned')
      return 'aye'
    },
  )

  expect(outcome).toEqual({ ok: true, value: 'aye', told: expect.any(String) })
  expect(lines).toEqual([expect.objectContaining({ level: 'warn', model: 'n' })])
  const told = outcome.ok ? JSON.parse(`[${outcome.told}]`) : []
  expect(told).toEqual([
    expect.objectContaining({ message: 'ai attempt', source: 'test/rpc', model: 'm' }),
    expect.objectContaining({ message: 'citations returned' }),
  ])
  expect(told[0]).not.toHaveProperty('requestId')
})

test('what went well before a stream is written at its end, with the rest', async () => {
  const lines: object[] = []
  const log = new Log('test/rpc', { LOG_LEVEL: 'info' }, {}, (line) => lines.push(JSON.parse(line)))
  const end = Promise.withResolvers<void>()

  const outcome = await toldMethod({ log, waitUntil: () => undefined }, LOGGING, async (gathering) => {
    await Promise.resolve()
    gathering.info('citations returned')
    void gathering.during(end.promise.then(() => gathering.info('ai attempt')))
    return 'opened'
  })
  expect([outcome, lines]).toEqual([{ ok: true, value: 'opened' }, []])
  end.resolve()

  await expect.poll(() => lines).toEqual([expect.objectContaining({ message: 'work' })])
})

test('of a call that is refused, what went well is written here', async () => {
  const lines: object[] = []
  const log = new Log('test/rpc', { LOG_LEVEL: 'info' }, {}, (line) => lines.push(JSON.parse(line)))

  await toldMethod({ log, waitUntil: () => undefined }, LOGGING, async (gathering) => {
    await Promise.resolve()
    gathering.info('ai attempt')
    throw new Error('odd')
  })

  expect(lines).toContainEqual(expect.objectContaining({ message: 'ai attempt' }))
})

test('a caller who does not log for its callees is told nothing', async () => {
  const lines: object[] = []
  const log = new Log('test/rpc', { LOG_LEVEL: 'info' }, {}, (line) => lines.push(JSON.parse(line)))

  const outcome = await toldMethod({ log, waitUntil: () => undefined }, CTX, async (gathering) => {
    await Promise.resolve()
    gathering.info('ai attempt')
    return 'aye'
  })

  expect(outcome).toEqual({ ok: true, value: 'aye' })
  expect(lines).toEqual([expect.objectContaining({ message: 'ai attempt' })])
})
