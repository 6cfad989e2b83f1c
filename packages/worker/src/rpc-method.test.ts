import type { RequestContext } from '@bulkhead/contracts/context'
import { errorOf, refuse, unwrap } from '@bulkhead/contracts/outcome'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { Log } from '@bulkhead/logging/log'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { describe, expect, test } from 'vitest'

import { rpcMethod } from './rpc-method.ts'

const CTX: RequestContext = {
  requestId: 'req_1',
  traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
  tenantId: parseTenantId('acme'),
  keyId: 'abcdefghijkl',
  route: '/v1/search',
  deadline: 0,
}

function recorder() {
  const lines: Record<string, unknown>[] = []
  return {
    lines,
    log: new Log('test/rpc', { LOG_LEVEL: 'debug' }, {}, (line) => lines.push(JSON.parse(line))),
  }
}

describe('rpcMethod', () => {
  test('returns a refusal as plain data that survives a binding', async () => {
    const { lines, log } = recorder()

    const outcome = await rpcMethod(log, CTX, async () => {
      throw new BulkheadError('rate_limited', { retryAfterMs: 900, details: { limit: 5 } })
    })

    expect(structuredClone(outcome)).toMatchObject({
      ok: false,
      code: 'rate_limited',
      retryAfterMs: 900,
      details: { limit: 5 },
    })
    expect(() => unwrap(outcome)).toThrow(BulkheadError)
    expect(lines).toEqual([])
  })

  test('logs a bug with tenant and request, and hides it from the caller', async () => {
    const { lines, log } = recorder()

    const outcome = await rpcMethod(log, CTX, async () => {
      throw new Error('no such column: secret')
    })

    expect(outcome).toMatchObject({ ok: false, code: 'internal' })
    expect(JSON.stringify(outcome)).not.toContain('secret')
    expect(lines).toEqual([
      expect.objectContaining({
        level: 'error',
        tenantId: 'acme',
        requestId: 'req_1',
        traceId: 'a'.repeat(32),
      }),
    ])
  })

  test('runs nothing for a context without a tenant', async () => {
    const { log } = recorder()
    let ran = false

    const outcome = await rpcMethod(log, { ...CTX, tenantId: '' as never }, async () => {
      ran = true
    })

    expect(outcome).toMatchObject({ ok: false, code: 'internal' })
    expect(ran).toBe(false)
  })

  test('a refusal and its error say the same', () => {
    const error = new BulkheadError('model_not_found', { param: 'model', message: 'No.' })

    expect(errorOf(refuse(error))).toMatchObject({ code: 'model_not_found', param: 'model', message: 'No.' })
  })
})
