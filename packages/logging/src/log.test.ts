import { expect, test } from 'vitest'

import { Log } from './log.ts'

function recorder(level?: string) {
  const lines: Record<string, unknown>[] = []
  return {
    lines,
    log: new Log('gateway/test', { LOG_LEVEL: level, VERSION: { id: 'v-1' } }, { tenantId: 'acme' }, (line) =>
      lines.push(JSON.parse(line)),
    ),
  }
}

test('writes one JSON object per line with the bound fields', () => {
  const { lines, log } = recorder()

  log.with({ requestId: 'req_1' }).info('request', { status: 200 })

  expect(lines).toEqual([
    expect.objectContaining({
      level: 'info',
      message: 'request',
      source: 'gateway/test',
      workerVersion: 'v-1',
      tenantId: 'acme',
      requestId: 'req_1',
      status: 200,
    }),
  ])
  expect(new Date(lines[0]!['timestamp'] as string).toISOString()).toBe(lines[0]!['timestamp'])
})

test('keeps quiet below its level; an unknown level means info', () => {
  const quiet = recorder('warn')
  quiet.log.info('request')
  quiet.log.warn('trouble')
  const unknown = recorder('loud')
  unknown.log.debug('detail')
  unknown.log.info('request')

  expect(quiet.lines.map((line) => line['message'])).toEqual(['trouble'])
  expect(unknown.lines.map((line) => line['message'])).toEqual(['request'])
})

test('takes secrets, addresses and quoted input out of what was thrown', () => {
  const { lines, log } = recorder()
  const key = `bh_acme_abcdefghijkl_${'s'.repeat(49)}`
  let parseError: unknown
  try {
    JSON.parse('{"content": my private words')
  } catch (thrown) {
    parseError = thrown
  }

  log.error(
    'failed',
    {},
    {
      thrown: new Error(
        `key ${key} of jane@example.com, Bearer abc.def, sk-12345678, bho_${'o'.repeat(43)}, whsec_hhh+/=`,
        { cause: parseError },
      ),
    },
  )

  const text = JSON.stringify(lines)
  expect(text).toContain('bh_acme_abcdefghijkl_[redacted]')
  for (const secret of ['sss', 'jane', 'abc.def', '12345678', 'private', 'ooo', 'hhh'])
    expect(text).not.toContain(secret)
  expect(lines[0]).toHaveProperty('stack')
})

test('survives anything thrown', () => {
  const { lines, log } = recorder()
  const cyclic = new Error('loop')
  cyclic.cause = cyclic

  for (const thrown of [null, 'text', { odd: true }, cyclic]) log.error('failed', {}, { thrown })

  expect(lines).toHaveLength(4)
})
