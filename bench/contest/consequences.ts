import { setTimeout as sleep } from 'node:timers/promises'

import { ADMIN_TOKEN } from '@bulkhead/harness/client'
import type { Running } from '@bulkhead/harness/runtime/start-workers'
import { start } from '@bulkhead/harness/start-bundles'
import * as z from 'zod/mini'

import { cpuMsOf } from '../figures/runtime-cpu.ts'
import { runtimePids } from '../figures/runtime-memory.ts'
import type { Traffic } from '../traffic/load.ts'

/** Sums that Workers and observe collect are handed on after a second each; a busy machine takes longer. */
const SETTLED_MS = 5_000
const WORKERS = ['rate-limit', 'chat', 'rag', 'observe'] as const
/** What observe writes follows from how many seconds there are, and hardly from how many requests. */
const OBSERVED: ReadonlySet<string> = new Set(['MetricStore', 'RequestStore'])
const READER = 'bench-rows'

/** What one request of a kind causes, on average. */
export interface Consequences {
  readonly lines: number
  readonly lineBytes: number
  readonly tailEvents: number
  readonly objectCalls: number
  /** Calls of the tenant's home object that the request waits for. */
  readonly admissions: number
  readonly rows: number
  /** Of observe. */
  readonly observedRows: number
  /** Of the whole runtime, observe included. */
  readonly cpuMs: number
}

type Sums = Record<keyof Consequences, number>

/** A Bulkhead whose every effect is counted; what it takes for that is nobody's figure. */
export interface Counting {
  readonly url: URL
  /** Sends as many requests as asked for, so many at a time or one after a pause, and counts what came of each. */
  of(traffic: Traffic, amount: Amount): Promise<Consequences>
  stop(): Promise<void>
}

export interface Amount {
  readonly requests: number
  readonly atOnce: number
  /** Between one request and the next of the same sender. */
  readonly pauseMs?: number
}

export async function startCounting(baseUrl: string): Promise<Counting> {
  const written = { lines: 0, lineBytes: 0 }
  const onLog = (line: string) => {
    written.lines += 1
    written.lineBytes += Buffer.byteLength(line)
  }
  const variables = { OPENAI_BASE_URL: baseUrl, LOCAL_EMBEDDINGS: 'hashed' }
  const others = runtimePids()
  const running = await start({ variables, onLog, extraWorkers: [rowReader()] })
  await sleep(SETTLED_MS)
  const pids = runtimePids().filter((pid) => !others.includes(pid))
  const now = async () => ({
    ...written,
    ...(await metricsOf(running)),
    ...(await rowsOf(running)),
    cpuMs: pids.reduce((sum, pid) => sum + cpuMsOf(pid), 0),
  })
  return {
    url: running.url,
    stop: () => running.stop(),
    of: async (traffic, amount) => {
      const before: Sums = await now()
      await sendAll(traffic, amount)
      await sleep(SETTLED_MS)
      return perRequest(before, await now(), amount.requests)
    },
  }
}

function perRequest(before: Sums, after: Sums, requests: number): Consequences {
  const each = (name: keyof Consequences) => (after[name] - before[name]) / requests
  return {
    lines: each('lines'),
    lineBytes: each('lineBytes'),
    tailEvents: each('tailEvents'),
    objectCalls: each('objectCalls'),
    admissions: each('admissions'),
    rows: each('rows'),
    observedRows: each('observedRows'),
    cpuMs: each('cpuMs'),
  }
}

async function sendAll({ next, statuses }: Traffic, { requests, atOnce, pauseMs }: Amount): Promise<void> {
  let left = requests
  const sender = async (connection: number) => {
    while (left > 0) {
      left -= 1
      const { method = 'POST', url, headers, body } = next(connection)
      const response = await fetch(url, { method, headers, ...(method === 'GET' ? {} : { body }) })
      await response.arrayBuffer()
      if (!statuses.has(response.status)) throw new Error(`${url.href} answered ${response.status}`)
      if (pauseMs !== undefined && left > 0) await sleep(pauseMs)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, (_, connection) => sender(connection)))
}

/** Observe counts every event that it is told of, and every call of an object. */
async function metricsOf({ url }: Running) {
  const authorization = `Bearer ${ADMIN_TOKEN}`
  const response = await fetch(new URL('/metrics', url), { headers: { authorization } })
  const points = Array.from(
    (await response.text()).matchAll(/^(\w+)\{(.*)\} (\d+)$/gm),
    ([, name = '', labels = '', value]) => ({ name, labels, value: Number(value) }),
  )
  const sum = (name: string, isMeant: (labels: string) => boolean = () => true) =>
    points
      .filter((point) => point.name === name && isMeant(point.labels))
      .reduce((total, { value }) => total + value, 0)
  // What an object runs by itself is counted with the calls, and billed as none.
  const isCall = (labels: string) => !labels.includes('methodName="flush"')
  const isOurs = (labels: string) => !labels.includes('worker="bulkhead-observe"')
  const isAdmission = (labels: string) => /methodName="(admit|reserve)"/.test(labels)
  return {
    tailEvents: sum('worker_invocations_total', isOurs),
    objectCalls: sum('durable_object_invocations_total', isCall),
    admissions: sum('durable_object_invocations_total', isAdmission),
  }
}

/** The local entries count the rows that their objects write, and say so to nobody but other Workers. */
function rowReader() {
  const names = WORKERS.map((worker) => worker.toUpperCase().replaceAll('-', '_'))
  return {
    name: READER,
    compatibilityDate: '2026-11-01',
    modules: true as const,
    script: `export default { async fetch(_, env) {
      return Response.json(await Promise.all(${JSON.stringify(names)}.map((name) => env[name].writtenRows())))
    } }`,
    serviceBindings: Object.fromEntries(
      WORKERS.map((worker, at) => [
        names[at] ?? '',
        { name: `bulkhead-${worker}`, entrypoint: 'LocalFaults' },
      ]),
    ),
  }
}

const Rows = z.array(z.record(z.string(), z.number()))

async function rowsOf({ miniflare }: Running): Promise<Pick<Sums, 'rows' | 'observedRows'>> {
  const reader = await miniflare.getWorker(READER)
  const counts = z.parse(Rows, await (await reader.fetch('http://localhost/')).json())
  const sums = { rows: 0, observedRows: 0 }
  for (const [className, rows] of counts.flatMap((count) => Object.entries(count))) {
    sums[OBSERVED.has(className) ? 'observedRows' : 'rows'] += rows
  }
  return sums
}
