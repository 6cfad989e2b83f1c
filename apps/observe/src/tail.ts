import { Log } from '@bulkhead/logging/log'

import type { ObserveEnv } from './env.ts'
import { COLLECT_MS } from './limits.ts'
import { linesIn } from './log-line.ts'
import { writeAnalytics } from './metrics/analytics.ts'
import { eventPoints } from './metrics/event-points.ts'
import { SeriesSet } from './metrics/series-set.ts'
import { TenantMemory } from './metrics/tenant-memory.ts'
import { WaitingLines } from './requests/waiting-lines.ts'
import { SpanExport } from './spans/span-export.ts'
import { requestsOf, storeOf } from './store-of.ts'

const collected = new SeriesSet()
const tenants = new TenantMemory()
const spans = new SpanExport()
const requests = new WaitingLines()
/** A timer dies with the invocation that set it, so one that is overdue is set anew. */
let flushDueMs = 0

/**
 * Counts what has happened. Points are collected in the isolate and handed to the store together, so a busy
 * second costs one call. Fails open: what cannot be counted is lost, and never more than the points of
 * `COLLECT_MS`.
 */
export async function tail(events: TraceItem[], env: ObserveEnv, ctx: ExecutionContext): Promise<void> {
  for (const event of events) {
    const lines = event.logs.flatMap(({ message }) => linesIn(message))
    spans.add(env, lines)
    requests.add(lines)
    for (const point of eventPoints(event, lines, tenants)) collected.add(point)
  }
  const nowMs = Date.now()
  if (nowMs < flushDueMs) return
  flushDueMs = nowMs + COLLECT_MS
  ctx.waitUntil(flushLater(env))
}

async function flushLater(env: ObserveEnv): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, COLLECT_MS))
  await flush(env)
}

/** Hands over what this isolate has collected. */
export async function flush(env: ObserveEnv): Promise<void> {
  flushDueMs = 0
  await Promise.all([flushPoints(env), flushRequests(env), spans.flush(env)])
}

async function flushPoints(env: ObserveEnv): Promise<void> {
  const samples = collected.drain()
  if (samples.length === 0) return
  try {
    await storeOf(env).record(samples)
    writeAnalytics(env.POINTS, samples)
  } catch (thrown) {
    new Log('observe/tail', env).error('points lost', { count: samples.length }, { thrown })
  }
}

async function flushRequests(env: ObserveEnv): Promise<void> {
  const { lines, leftOut } = requests.drain()
  if (lines.length === 0 && leftOut === 0) return
  try {
    await requestsOf(env).record(lines, leftOut)
  } catch (thrown) {
    new Log('observe/tail', env).warn('requests lost', { count: lines.length }, { thrown })
  }
}
