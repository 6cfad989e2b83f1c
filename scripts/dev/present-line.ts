// What `dev` shows of wrangler's output. Wrangler prints tables of bindings, its own request lines and a prefix before
// every line of a Worker; of these a person needs only what the Workers say and what goes wrong.

import { linesIn } from '@bulkhead/harness/bulkhead'
import * as z from 'zod/mini'

const NOISE =
  /^(\s*$|\[wrangler:info\]|\[custom build\]|Using secrets|env\.|Binding\s|bulkhead-\S+ has access|Service bindings, Durable|⎔ (Starting|Reloading))/
const WORKER_PREFIX = /^\[[\w-]+\] (?=\{)/
const LEVEL_WIDTH = 5

/** The JSON line of a Worker inside a line of wrangler's output. */
export function workerLineIn(line: string): string | undefined {
  const bare = line.replace(WORKER_PREFIX, '')
  return bare.startsWith('{') ? bare : undefined
}

/** The line to show, or undefined for noise. On a terminal the Workers' JSON lines become short text. */
export function presentLine(line: string, asText: boolean): string | undefined {
  if (NOISE.test(line)) return undefined
  const bare = line.replace(WORKER_PREFIX, '')
  if (!asText || !bare.startsWith('{')) return bare
  const lines = linesIn(bare)
  return lines.length === 0 ? bare : lines.map((one) => asShortText(one) ?? bare).join('\n')
}

const LogLine = z.looseObject({
  timestamp: z.string(),
  level: z.string(),
  message: z.string(),
  source: z.string(),
  stack: z.optional(z.string()),
})

function asShortText(one: unknown): string | undefined {
  const line = z.safeParse(LogLine, one)
  if (!line.success) return undefined
  const { timestamp, level, message, source, stack, metrics: _, traceId: __, ...fields } = line.data
  const details = Object.entries(fields).map(([name, value]) => `${name}=${String(value)}`)
  const time = timestamp.slice('2026-01-01T'.length, -1)
  const text = [time, level.padEnd(LEVEL_WIDTH), message, ...details, `(${source})`].join(' ')
  return stack === undefined ? text : `${text}\n${stack}`
}
