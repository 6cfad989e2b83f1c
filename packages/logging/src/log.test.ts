import { expect, test } from 'vitest'

import { Log } from './log.ts'
import { partsOf } from './parts-of.ts'

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

const waits = () => Promise.withResolvers<void>()

test('what goes well during one request is one line, from which its parts can be had', async () => {
  const { lines, log } = recorder()
  const gathering = log.gathering()
  const [call, stream] = [waits(), waits()]
  const all = [gathering.during(call.promise), gathering.during(stream.promise)]

  gathering.with({ requestId: 'req_1' }).info('ai attempt', { latencyMs: 1, model: 'm' })
  call.resolve()
  await all[0]
  gathering.with({ requestId: 'req_1' }).info('citations returned', { count: 2 })
  expect(lines).toEqual([])
  stream.resolve()
  await all[1]

  expect(lines).toEqual([
    expect.objectContaining({ level: 'info', message: 'work', tenantId: 'acme', requestId: 'req_1' }),
  ])
  expect(partsOf(lines[0]!)).toEqual([
    expect.objectContaining({ message: 'ai attempt', requestId: 'req_1', latencyMs: 1, model: 'm' }),
    expect.objectContaining({ message: 'citations returned', tenantId: 'acme', count: 2 }),
  ])
})

test('a single one is a line like any other, failures are not kept waiting, and nothing is kept after the end', async () => {
  const { lines, log } = recorder()
  const gathering = log.gathering()
  const call = waits()
  const over = gathering.during(call.promise)

  gathering.info('ai attempt')
  gathering.warn('ai attempt')
  expect(lines).toEqual([expect.objectContaining({ level: 'warn' })])
  call.resolve()
  await over
  gathering.info('late')

  expect(lines.slice(1)).toEqual([
    expect.objectContaining({ level: 'info', message: 'ai attempt' }),
    expect.objectContaining({ message: 'late' }),
  ])
  expect(partsOf(lines[1]!)).toEqual([lines[1]])
})

test('what a callee tells are parts of a line, which share its request alone', () => {
  const { lines, log } = recorder()
  const told = JSON.stringify({ timestamp: 'then', message: 'ai attempt', source: 'chat/rpc', model: 'm' })

  log.info('request', { requestId: 'req_1', status: 200 }, { told: [told, told] })
  log.info('request', { requestId: 'req_2' }, { told: [] })

  const attempt = { level: 'info', tenantId: 'acme', requestId: 'req_1', message: 'ai attempt', model: 'm' }
  const request = { message: 'request', requestId: 'req_1', status: 200, source: 'gateway/test' }
  expect(partsOf(lines[0]!)).toEqual([
    expect.objectContaining(attempt),
    expect.objectContaining(attempt),
    expect.objectContaining(request),
  ])
  expect(partsOf(lines[0]!)[0]).not.toHaveProperty('status')
  expect(lines[1]).not.toHaveProperty('parts')
})
