import { linesIn } from '@bulkhead/harness/bulkhead'
import * as z from 'zod/mini'

const Line = z.looseObject({
  timestamp: z.string(),
  level: z.string(),
  message: z.string(),
  source: z.string(),
  tenantId: z.optional(z.string()),
  requestId: z.optional(z.string()),
  traceId: z.optional(z.string()),
  latencyMs: z.optional(z.number()),
  stack: z.optional(z.string()),
})
type Line = z.infer<typeof Line>

/** Said in the head, or of no use to somebody who looks for a cause. */
const QUIET = new Set([
  ...Object.keys(Line.shape),
  'metrics',
  'spanId',
  'parentSpanId',
  'clientRequestId',
  'route',
  'colo',
  // Of a local run there is one of each.
  'workerVersion',
])

interface Step {
  readonly startMs: number
  readonly tookMs: number | undefined
  readonly who: string
  readonly what: string
  readonly stack: string | undefined
}

/** What happened to one request, hop by hop: `id` is a request id, a client's own request id or a trace id. Undefined when no line knows it. */
export function describeRequest(id: string, logged: readonly string[]): string | undefined {
  const lines = linesAbout(id, logged)
  const [first] = lines
  if (first === undefined) return undefined
  const steps = lines.flatMap(stepsOf).sort((a, b) => a.startMs - b.startMs)
  const zeroMs = steps[0]?.startMs ?? 0
  const rows = steps.map(({ startMs, tookMs, who, what }) => [
    `+${startMs - zeroMs} ms`,
    tookMs === undefined ? '' : `${tookMs} ms`,
    who,
    what,
  ])
  // What failed again and again did so in one place.
  const stacks = new Set(
    steps.flatMap(({ who, stack }) => (stack === undefined ? [] : [`\n${who}\n${stack}`])),
  )
  return [headOf(lines), '', ...columns([['at', 'took', 'who', 'what'], ...rows]), ...stacks].join('\n')
}

/** Other ids than ours lead to the request first: only its request line may know them. */
function linesAbout(id: string, logged: readonly string[]): Line[] {
  const linesWith = (ids: readonly string[]) =>
    logged.filter((text) => ids.some((one) => text.includes(one))).flatMap(linesOf)
  const requests = linesWith([id]).flatMap((line) =>
    [line.requestId, line.traceId, line['clientRequestId']].includes(id) ? (line.requestId ?? []) : [],
  )
  const ids = [...new Set(requests)]
  return linesWith(ids).filter(({ requestId }) => requestId !== undefined && ids.includes(requestId))
}

function linesOf(text: string): Line[] {
  return linesIn(text).flatMap((one) => {
    const line = z.safeParse(Line, one)
    return line.success ? [line.data] : []
  })
}

/** The request line tells of two steps: the request and, within it, its admission. */
function stepsOf(line: Line): Step[] {
  const { source, latencyMs, stack } = line
  const startMs = Date.parse(line.timestamp) - (latencyMs ?? 0)
  const step = { startMs, tookMs: latencyMs, who: source, what: describe(line), stack }
  const { admissionAtMs, admissionMs } = line
  if (typeof admissionAtMs !== 'number' || typeof admissionMs !== 'number') return [step]
  const admission = { who: 'rate-limit', what: 'admission', stack: undefined }
  return [step, { ...admission, startMs: startMs + admissionAtMs, tookMs: admissionMs }]
}

function describe(line: Line): string {
  const details = Object.entries(line)
    .filter(([name]) => !QUIET.has(name) && !name.startsWith('admission'))
    .map(([name, value]) => `${name}=${textOf(value)}`)
  const mark = line.level === 'info' ? [] : [line.level.toUpperCase()]
  return [...mark, line.message, ...details].join(' ')
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function headOf(lines: readonly Line[]): string {
  const request = lines.find(({ message }) => message === 'request')
  const [line] = request === undefined ? lines : [request]
  const field = (name: string) => textOf(line?.[name] ?? '-')
  const ids = `request ${field('requestId')}  trace ${field('traceId')}  tenant ${field('tenantId')}`
  if (request === undefined) return `${ids}\n(its request line is not in these logs)`
  const end = `${field('status')}${line?.['errorCode'] === undefined ? '' : ` ${field('errorCode')}`}`
  return `${field('method')} ${field('route')} → ${end} after ${field('latencyMs')} ms\n${ids}`
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = [0, 1, 2].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, at) => (at < 2 ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
}
