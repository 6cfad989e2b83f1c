import { Client, eventually, localKey } from '@bulkhead/harness/client'
import { startBulkhead, type HarnessedBulkhead } from '@bulkhead/harness/start-bulkhead'
// Two versions side by side, as they are during a deployment and after a roll-back: what 0.1.0 really sent and answered, recorded from it, against
// the Workers of today.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { requests, calls } from '../packages/contracts/releases/0.1.0/calls.json' with { type: 'json' }

const configOf = (name: string) => ({
  configPath: new URL(`workers/released-${name}.wrangler.jsonc`, import.meta.url).pathname,
})

/** Every field of what an older caller got that it does not get now, or gets as something else. */
function lostFields(then: unknown, now: unknown, path: string): string[] {
  if (Array.isArray(then)) {
    if (!Array.isArray(now)) return [`${path} is no list any more`]
    return then.length > 0 && now.length > 0 ? lostFields(then[0], now[0], `${path}[]`) : []
  }
  if (typeof then === 'object' && then !== null) {
    if (typeof now !== 'object' || now === null) return [`${path} is no object any more`]
    return Object.entries(then).flatMap(([name, value]) =>
      name in now ? lostFields(value, now[name as never], `${path}.${name}`) : [`${path}.${name} is gone`],
    )
  }
  return typeof then === typeof now ? [] : [`${path} was ${typeof then} and is ${typeof now}`]
}

/** Ids that the Workers of today gave where 0.1.0 had given others. */
class Ids {
  readonly #known = new Map<string, string>()

  learn(then: unknown, now: unknown): void {
    const ids = (value: unknown) => JSON.stringify(value).match(/(sess|msg)_[0-9a-f]{32}/g) ?? []
    const given = ids(now)
    for (const [at, id] of ids(then).entries()) this.#known.set(id, this.#known.get(id) ?? given[at] ?? id)
  }

  translated<T>(value: T): T {
    let text = JSON.stringify(value)
    for (const [then, now] of this.#known) text = text.replaceAll(then, now)
    return JSON.parse(text) as T
  }
}

describe('callers of 0.1.0 before the Workers of today', () => {
  let bulkhead: HarnessedBulkhead
  const ids = new Ids()
  beforeAll(async () => {
    bulkhead = await startBulkhead({ extraWorkers: [configOf('caller')] })
  })
  afterAll(() => bulkhead?.stop())

  async function send(service: string, method: string, args: readonly unknown[]): Promise<unknown> {
    const caller = bulkhead.extraWorker('tests-released-caller')
    const sent = await caller.post('/', { service, method, args })
    expect(sent).toMatchObject({ status: 200 })
    return JSON.parse(sent.text)
  }

  const fresh = (args: readonly unknown[]) =>
    args.map((arg) =>
      typeof arg === 'object' && arg !== null && 'deadline' in arg
        ? { ...arg, deadline: Date.now() + 30_000 }
        : arg,
    )

  /** A document that was put anew is found by its words alone until it is embedded. */
  const guideIsIndexed = (args: readonly unknown[]) =>
    eventually(async () => {
      const got = await send('rag', 'getDocument', [...fresh(args.slice(0, 1)), 'guide'])
      return JSON.stringify(got).includes('"indexed"') ? true : undefined
    })

  test.each(calls.map((call, at) => ({ ...call, at })))(
    '$at: $service $method',
    async ({ service, method, args, result }) => {
      const now = await send(service, method, fresh(ids.translated(args)))

      expect(lostFields(result, now, `${service}.${method}`)).toEqual([])
      expect(now).not.toMatchObject({ ok: false })
      ids.learn(result, now)
      if (method === 'putDocument') await guideIsIndexed(args)
    },
  )

  const NEWER = [
    'admit',
    'usage',
    'putDocument',
    'listDocuments',
    'search',
    'embed',
    'complete',
    'createSession',
    'listSessions',
  ]

  test.each(NEWER)('a field that only a newer caller sends disturbs nobody: %s', async (method) => {
    const call = calls.find((one) => one.method === method)!
    const newer = fresh(call.args).map((arg) =>
      typeof arg === 'object' && arg !== null ? { ...arg, fromTheFuture: { anything: [1] } } : arg,
    )

    const now = await send(call.service, method, newer)

    expect(now).toMatchObject({ ok: true })
    expect(lostFields(call.result, now, method)).toEqual([])
    if (method === 'putDocument') await guideIsIndexed(newer)
  })
})

describe('the gateway of today before Workers of 0.1.0', () => {
  let bulkhead: HarnessedBulkhead
  beforeAll(async () => {
    bulkhead = await startBulkhead({
      extraWorkers: ['chat', 'rag', 'rate-limit'].map(configOf),
      bindingOverrides: {
        gateway: {
          CHAT: 'tests-released-chat',
          RAG: 'tests-released-rag',
          RATE_LIMIT: 'tests-released-rate-limit',
        },
      },
    })
  })
  afterAll(() => bulkhead?.stop())

  test.each(requests)('$method $path', async ({ method, path, body, headers, status }) => {
    const sent = await new Client(bulkhead.fetch, localKey('acme')).send(method, path, body, headers)

    expect({ status: sent.status, text: sent.text }).toMatchObject({ status })
    expect(sent.text).not.toContain('"error"')
  })

  test('a Worker that cannot be kept warm is reported, and nothing else fails', async () => {
    await bulkhead.worker('gateway').scheduled({ cron: '* * * * *', scheduledTime: new Date() })

    const complaints = bulkhead.logs().filter(({ message }) => message === 'not kept warm')
    expect(complaints.map(({ target, outcome }) => [target, outcome])).toEqual(
      expect.arrayContaining([
        ['chat', 'threw'],
        ['rag', 'threw'],
        ['rate-limit', 'threw'],
      ]),
    )
  })
})
