import { accept, refuse, type Outcome } from '@bulkhead/contracts/outcome'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { Log } from '@bulkhead/logging/log'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { expect, test, vi } from 'vitest'

import { askObject, type Asking } from './ask-object.ts'

function setUp(): { asking: Asking; lines: string[] } {
  const lines: string[] = []
  const ctx = {
    requestId: 'req_1',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    tenantId: parseTenantId('acme'),
    keyId: 'key',
    route: '/v1/notes',
    deadline: Date.now() + 30_000,
  }
  const log = new Log('test', { LOG_LEVEL: 'info' }, {}, (line) => lines.push(line))
  return { asking: { ctx, log, patience: { timeoutMs: 1_000, attempts: 2, backoffMs: 1 } }, lines }
}
const failure = (flags: object) => Object.assign(new Error('the object failed'), flags)

test('the value of an answer comes out, and its refusal as the error that it is', async () => {
  const { asking } = setUp()

  expect(await askObject(asking, async () => accept(7))).toBe(7)
  await expect(askObject(asking, async () => refuse(new BulkheadError('not_found')))).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('what never ran is asked again, and logged', async () => {
  const { asking, lines } = setUp()
  const send = vi.fn<() => Promise<Outcome<string>>>().mockRejectedValueOnce(failure({ retryable: true }))
  send.mockResolvedValue(accept('done'))

  expect(await askObject(asking, send)).toBe('done')
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { message: 'durable object asked again', tenantId: 'acme', requestId: 'req_1' },
  ])
})

test.each([{}, { overloaded: true }, { durableObjectReset: true }])(
  'an object that failed with %o is unavailable, and logged with its cause',
  async (flags) => {
    const { asking, lines } = setUp()

    await expect(askObject(asking, () => Promise.reject(failure(flags)))).rejects.toMatchObject({
      code: 'storage_unavailable',
    })
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      {
        message: 'durable object call failed',
        errorCode: 'storage_unavailable',
        reason: 'Error: the object failed',
      },
    ])
  },
)

test('an object that does not answer in time is unavailable', async () => {
  const { asking } = setUp()
  const ctx = { ...asking.ctx, deadline: Date.now() + 20 }

  await expect(
    askObject({ ...asking, ctx }, () => new Promise<never>(() => undefined)),
  ).rejects.toMatchObject({
    code: 'storage_unavailable',
  })
})
