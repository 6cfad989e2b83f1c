import type { ObserveService } from '@bulkhead/contracts/observe'
import { unwrap } from '@bulkhead/contracts/outcome'
import {
  createExecutionContext,
  evictDurableObject,
  runDurableObjectAlarm,
  runInDurableObject,
  waitOnExecutionContext,
} from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { expect, test } from 'vitest'

import type { ObserveEnv } from './env.ts'
import { MAX_LABEL_VALUES } from './limits.ts'
import type { Sample } from './metrics/series-set.ts'
import { tail } from './tail.ts'

const bindings = env as unknown as ObserveEnv
const store = () => bindings.METRIC_STORES.getByName('all')

/**
 * As the platform hands it over; made up, since the local runtime has neither names of scripts nor CPU time
 * nor these ends.
 */
function traceItem(fields: Partial<TraceItem>): TraceItem {
  return {
    event: null,
    eventTimestamp: Date.now(),
    logs: [],
    exceptions: [],
    diagnosticsChannelEvents: [],
    scriptName: 'bulkhead-chat',
    outcome: 'ok',
    executionModel: 'stateless',
    truncated: false,
    cpuTime: 0,
    wallTime: 0,
    ...fields,
  }
}

async function hear(...events: TraceItem[]): Promise<void> {
  const ctx = createExecutionContext()
  await tail(events, bindings, ctx)
  await waitOnExecutionContext(ctx)
}

const metrics = async () => {
  const { Observe } = exports as unknown as { Observe: ObserveService }
  return unwrap(await Observe.metrics())
}

test('what the platform alone knows becomes series', async () => {
  await hear(
    traceItem({ outcome: 'exceededMemory' }),
    traceItem({
      entrypoint: 'ChatSession',
      durableObjectId: 'a1',
      cpuTime: 31_000,
      outcome: 'exceededCpu',
      event: { rpcMethod: 'send' },
    }),
  )

  const text = await metrics()

  expect(text).toContain(
    'worker_invocations_total{worker="bulkhead-chat",entrypoint="default",outcome="exceededMemory"} 1',
  )
  expect(text).toContain('errors_total{tenantId="none",route="unmatched",error_type="exceededMemory"} 1')
  expect(text).toContain(
    'durable_object_cpu_time_ms_histogram_bucket{tenantId="none",className="ChatSession",le="60000"} 1',
  )
  expect(text).toContain(
    'durable_object_invocations_total{tenantId="none",className="ChatSession",methodName="send",status="error"} 1',
  )
})

test('series survive an eviction once they are on disk, and go on', async () => {
  const metric = { name: 'rag_citations_total', value: 2, labels: { tenantId: 'acme' } }
  const said = {
    timestamp: 't',
    level: 'info',
    message: 'citations returned',
    source: 'chat/answer',
    metrics: [metric],
  }
  const event = traceItem({ logs: [{ timestamp: 0, level: 'log', message: [JSON.stringify(said)] }] })
  await hear(event)
  await runDurableObjectAlarm(store())
  await evictDurableObject(store())

  const restored = await metrics()
  await hear(event)

  expect(restored).toContain('rag_citations_total{tenantId="acme"} 2')
  expect(await metrics()).toContain('rag_citations_total{tenantId="acme"} 4')
})

test('series are stored many in a row, and each in one row for ever', async () => {
  const point = (at: number, value: number) => ({
    key: ['cache_hits_total', 'acme', `cache-${at}`],
    numbers: [value],
  })
  const all = Array.from({ length: MAX_LABEL_VALUES }, (_, at) => point(at, 1))
  const rows = () =>
    runInDurableObject(store(), (_, { storage: { sql } }) =>
      sql
        .exec<{ samples: string }>('SELECT samples FROM page ORDER BY n')
        .toArray()
        .map(({ samples }) => samples.split('cache_hits_total').length - 1),
    )
  await store().record(all)
  await runDurableObjectAlarm(store())
  const stored = await rows()
  await evictDurableObject(store())
  await store().record([point(0, 2), point(MAX_LABEL_VALUES - 1, 4)])
  await runDurableObjectAlarm(store())
  await evictDurableObject(store())

  expect(await rows()).toEqual(stored)
  expect(stored.length).toBeLessThanOrEqual(2)
  expect(stored.reduce((sum, count) => sum + count)).toBe(MAX_LABEL_VALUES)
  const text = await metrics()
  expect(text).toContain('cache_hits_total{tenantId="acme",cache_name="cache-0"} 3')
  expect(text).toContain('cache_hits_total{tenantId="acme",cache_name="cache-1"} 1')
  expect(text).toContain(`cache_hits_total{tenantId="acme",cache_name="cache-${MAX_LABEL_VALUES - 1}"} 5`)
})

test('a busy second costs one call of the store, and nothing is lost by it', async () => {
  const recorded: (readonly Sample[])[] = []
  const counting = {
    METRIC_STORES: {
      getByName: () => ({ record: async (samples: readonly Sample[]) => void recorded.push(samples) }),
    },
  } as unknown as ObserveEnv
  const runs = Array.from({ length: 200 }, () => createExecutionContext())

  for (const run of runs) await tail([traceItem({ scriptName: 'bulkhead-busy' })], counting, run)
  for (const run of runs) await waitOnExecutionContext(run)

  expect(recorded).toHaveLength(1)
  const invocations = recorded.flat().find(({ key }) => key[1] === 'bulkhead-busy')
  expect(invocations?.numbers).toEqual([200])
})

test('a store that fails costs the points and nothing else', async () => {
  const broken = {
    METRIC_STORES: {
      getByName: () => ({
        record: () => Promise.reject(new Error('down')),
      }),
    },
    LOG_LEVEL: 'error',
  } as unknown as ObserveEnv
  const ctx = createExecutionContext()

  await tail([traceItem({})], broken, ctx)

  await expect(waitOnExecutionContext(ctx)).resolves.toBeUndefined()
})
