import { Log } from '@bulkhead/logging/log'
import { FLAG_DEFAULTS } from '@bulkhead/tenant-schema/flags'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import { DEPLOYMENT_KEY, tenantKey } from './flag-keys.ts'
import { FlagReader } from './flag-reader.ts'
import { CACHE_MS, MAX_CACHED_TENANTS } from './limits.ts'

const ACME = parseTenantId('acme')
const GLOBEX = parseTenantId('globex')
const NO_VECTORS = { 'retrieval.vectors': false }

interface Line {
  readonly level: string
  readonly message: string
  readonly errorCode?: string
  readonly reason?: string
  readonly metrics?: { name: string; value: number; labels: Record<string, string> }[]
}

type Get = (key: string) => Promise<string | null>

/** A reader over records that a test may change, or over a store that misbehaves. */
function setUp(records: Record<string, unknown> = {}) {
  const lines: Line[] = []
  const get = vi.fn<Get>(async (key) => (key in records ? JSON.stringify(records[key]) : null))
  const log = new Log('test/flags', { LOG_LEVEL: 'debug' }, {}, (line) => lines.push(JSON.parse(line)))
  const reading = { store: { get }, log, fields: { requestId: 'req_1' } }
  const reader = new FlagReader()
  return {
    get,
    records,
    lines,
    read: (tenantId = ACME, configured = {}) => reader.read(reading, tenantId, configured),
    warnings: () => lines.filter(({ level }) => level === 'warn').map(({ errorCode }) => errorCode),
    total: (name: string) =>
      lines
        .flatMap(({ metrics = [] }) => metrics)
        .filter((point) => point.name === name)
        .reduce((sum, { value }) => sum + value, 0),
  }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Lets every timer of the next `ms` fire. */
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

describe('precedence', () => {
  test('with nothing stored and nothing configured the defaults hold', async () => {
    const { read } = setUp()

    expect(await read()).toEqual(FLAG_DEFAULTS)
  })

  test.each<[string, object, object | undefined, object | undefined, boolean]>([
    ['the config goes before the default', NO_VECTORS, undefined, undefined, false],
    ['the deployment before the config', NO_VECTORS, { 'retrieval.vectors': true }, undefined, true],
    ['the tenant before the deployment', {}, { 'retrieval.vectors': true }, NO_VECTORS, false],
    ['the tenant before all', NO_VECTORS, NO_VECTORS, { 'retrieval.vectors': true }, true],
  ])('%s', async (_, configured, deployment, tenant, expected) => {
    const { read } = setUp({
      ...(deployment === undefined ? {} : { [DEPLOYMENT_KEY]: deployment }),
      ...(tenant === undefined ? {} : { [tenantKey(ACME)]: tenant }),
    })

    expect(await read(ACME, configured)).toEqual({ ...FLAG_DEFAULTS, 'retrieval.vectors': expected })
  })

  test('a record of one tenant is none of another, and that of the deployment is everybody’s', async () => {
    const { read } = setUp({
      [tenantKey(ACME)]: NO_VECTORS,
      [DEPLOYMENT_KEY]: { 'chat.fallbackModels': false },
    })

    expect(await read(ACME)).toMatchObject({ 'retrieval.vectors': false, 'chat.fallbackModels': false })
    expect(await read(GLOBEX)).toMatchObject({ 'retrieval.vectors': true, 'chat.fallbackModels': false })
  })

  test('what one caller does with its flags changes nobody else’s', async () => {
    const { read } = setUp()
    const flags = await read()

    flags['retrieval.vectors'] = false

    expect(await read()).toEqual(FLAG_DEFAULTS)
  })
})

describe('the cache', () => {
  test('is asked once in 30 s, says no line on a hit, and tells the hits with the next miss', async () => {
    const { read, get, lines, total } = setUp()
    for (let i = 0; i < 6; i++) await read()
    expect([get.mock.calls.length, lines.length]).toEqual([2, 2])

    await pass(CACHE_MS)
    await read()

    expect(get).toHaveBeenCalledTimes(4)
    expect([total('cache_hits_total'), total('cache_misses_total')]).toEqual([5, 2])
    expect(total('flag_reads_total')).toBe(4)
  })

  test('a change is seen after 30 s and not before', async () => {
    const { read, records } = setUp()
    await read()
    records[tenantKey(ACME)] = NO_VECTORS

    await pass(CACHE_MS - 1)
    expect(await read()).toEqual(FLAG_DEFAULTS)
    await pass(1)
    expect(await read()).toMatchObject(NO_VECTORS)
    delete records[tenantKey(ACME)]
    await pass(CACHE_MS)
    expect(await read()).toEqual(FLAG_DEFAULTS)
  })

  test('many at once read once', async () => {
    const { read, get } = setUp({ [tenantKey(ACME)]: NO_VECTORS })

    const all = await Promise.all(Array.from({ length: 50 }, () => read()))

    expect(get).toHaveBeenCalledTimes(2)
    expect(all.every((flags) => !flags['retrieval.vectors'])).toBe(true)
  })

  test('is bounded', async () => {
    const { read, get } = setUp()
    for (let i = 0; i <= MAX_CACHED_TENANTS; i++) await read(parseTenantId(`t-${i}`))
    get.mockClear()

    await read(parseTenantId(`t-${MAX_CACHED_TENANTS}`))
    expect(get).not.toHaveBeenCalled()
    await read(parseTenantId('t-0'))
    expect(get.mock.calls).toEqual([[tenantKey(parseTenantId('t-0'))]])
  })
})

describe('the store misbehaves', () => {
  test('a failure is tried again, twice', async () => {
    const { read, get, warnings } = setUp({ [tenantKey(ACME)]: NO_VECTORS })
    const broken: Get = () => Promise.reject(new Error('KV GET failed: 503'))
    get.mockImplementationOnce(broken).mockImplementationOnce(broken).mockImplementationOnce(broken)

    const flags = read()
    await pass(100)

    expect(await flags).toMatchObject(NO_VECTORS)
    expect(warnings()).toEqual([])
  })

  test('down: defaults and config hold, and no other tenant waits for the same outage', async () => {
    const { read, get, warnings, total } = setUp()
    get.mockRejectedValue(new Error('KV GET failed: 503'))

    const flags = read(ACME, NO_VECTORS)
    await pass(100)
    expect(await flags).toEqual({ ...FLAG_DEFAULTS, ...NO_VECTORS })
    expect(get).toHaveBeenCalledTimes(6)

    expect(await read(GLOBEX)).toEqual(FLAG_DEFAULTS)
    expect(get).toHaveBeenCalledTimes(6)
    expect(warnings()).toEqual(['flags_unavailable'])
    expect(total('flag_reads_total')).toBe(2)
  })

  test('down after it was up: what was read last goes on, and what it says when it is back', async () => {
    const { read, get, records } = setUp({ [tenantKey(ACME)]: NO_VECTORS })
    await read()
    get.mockRejectedValueOnce(new Error('down')).mockRejectedValue(new Error('down'))

    await pass(CACHE_MS)
    const during = read()
    await pass(100)
    expect(await during).toMatchObject(NO_VECTORS)
    await pass(10 * CACHE_MS)
    get.mockImplementation(async (key) => JSON.stringify(records[key] ?? {}))
    records[tenantKey(ACME)] = {}
    expect(await read()).toEqual(FLAG_DEFAULTS)
  })

  test('slow: costs 100 ms, once in 30 s for the whole isolate', async () => {
    const { read, get } = setUp()
    get.mockImplementation(() => new Promise(() => undefined))
    const startMs = Date.now()
    let waitedMs = 0

    const flags = Promise.all([read(), read(), read(GLOBEX)]).then((all) => {
      waitedMs = Date.now() - startMs
      return all
    })
    await pass(1_000)

    expect(await flags).toEqual([FLAG_DEFAULTS, FLAG_DEFAULTS, FLAG_DEFAULTS])
    expect(waitedMs).toBe(100)
    get.mockClear()
    expect(await read(parseTenantId('tyrell'))).toEqual(FLAG_DEFAULTS)
    expect(get).not.toHaveBeenCalled()
  })

  test('slow: an answer that comes too late for one request is there for the next', async () => {
    const { read, get } = setUp({ [tenantKey(ACME)]: NO_VECTORS })
    const answers = { [tenantKey(ACME)]: JSON.stringify(NO_VECTORS) }
    get.mockImplementation(
      (key) => new Promise((resolve) => setTimeout(() => resolve(answers[key] ?? null), 150)),
    )

    const first = read()
    await pass(200)

    expect(await first).toEqual(FLAG_DEFAULTS)
    expect(await read()).toMatchObject(NO_VECTORS)
  })

  test('slow: an answer from before the last one changes nothing', async () => {
    const { read, get } = setUp()
    get.mockImplementation(async () => null)
    get.mockImplementationOnce(
      () => new Promise((resolve) => setTimeout(() => resolve(JSON.stringify(NO_VECTORS)), 1.5 * CACHE_MS)),
    )

    void read()
    await pass(CACHE_MS + 100)
    await read()
    await pass(CACHE_MS - 1_000)

    expect(await read()).toEqual(FLAG_DEFAULTS)
  })

  test('a reader whose request was ended by the runtime keeps nobody waiting', async () => {
    const { read, get } = setUp({ [tenantKey(ACME)]: NO_VECTORS })
    // Neither its answer nor its timer ever comes.
    vi.useRealTimers()
    const never = new Promise<never>(() => undefined)
    const timers = vi.spyOn(globalThis, 'setTimeout').mockImplementation(() => undefined as never)
    get.mockReturnValueOnce(never).mockReturnValueOnce(never)
    void read()
    timers.mockRestore()

    const startMs = performance.now()
    expect(await read()).toEqual(FLAG_DEFAULTS)
    expect(performance.now() - startMs).toBeLessThan(1_000)

    await vi.waitFor(async () => expect(await read()).toMatchObject(NO_VECTORS))
  })

  test('corrupt: the good flags hold, and one line says what is wrong until it is something else', async () => {
    const { read, records, lines, warnings, total } = setUp()
    records[tenantKey(ACME)] = { ...NO_VECTORS, 'ingest.embedding': 'no' }
    for (let i = 0; i < 3; i++) {
      expect(await read()).toEqual({ ...FLAG_DEFAULTS, ...NO_VECTORS })
      await pass(CACHE_MS)
    }
    expect(warnings()).toEqual(['flag_record_invalid'])
    expect(lines.find(({ level }) => level === 'warn')?.reason).toBe('ingest.embedding: has the wrong type')

    records[tenantKey(ACME)] = ['nonsense']
    expect(await read()).toEqual(FLAG_DEFAULTS)
    expect(warnings()).toHaveLength(2)
    expect(total('flag_reads_total')).toBe(8)
  })

  test('no store at all is a store that is down', async () => {
    const { get, read } = setUp()
    get.mockImplementation(() => {
      throw new TypeError("Cannot read properties of undefined (reading 'get')")
    })

    const flags = read()
    await pass(100)

    expect(await flags).toEqual(FLAG_DEFAULTS)
  })
})
