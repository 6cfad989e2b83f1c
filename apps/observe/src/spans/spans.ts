import { workerOf, type LogLine } from '../log-line.ts'

/** A finished piece of work of one trace, as OpenTelemetry knows it. */
export interface Span {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string | undefined
  readonly name: string
  readonly kind: 'server' | 'client' | 'internal' | 'consumer'
  readonly worker: string
  readonly startMs: number
  readonly endMs: number
  readonly isError: boolean
  readonly attributes: Readonly<Record<string, string | number>>
}

/**
 * Lines that report one piece of work with its time, and its name. Their parent is the call that the gateway
 * made for the request.
 */
const WORK: ReadonlyMap<string, readonly [name: string, kind: Span['kind']]> = new Map([
  ['ai attempt', ['chat model attempt', 'client']],
  ['embedding attempt', ['embeddings model attempt', 'client']],
  ['vector query', ['vector query', 'client']],
  ['document read', ['ingest read', 'consumer']],
  ['document indexed', ['ingest indexed', 'consumer']],
])

const ATTRIBUTES = [
  ['tenantId', 'bulkhead.tenant_id'],
  ['requestId', 'bulkhead.request_id'],
  ['documentId', 'bulkhead.document_id'],
  ['route', 'http.route'],
  ['method', 'http.request.method'],
  ['status', 'http.response.status_code'],
  ['errorCode', 'error.type'],
  ['model', 'gen_ai.request.model'],
  ['provider', 'gen_ai.provider.name'],
  ['promptTokens', 'gen_ai.usage.input_tokens'],
  ['completionTokens', 'gen_ai.usage.output_tokens'],
  ['attempt', 'bulkhead.attempt'],
  ['outcome', 'bulkhead.outcome'],
  ['stage', 'bulkhead.ingest.stage'],
] as const

/**
 * The spans that one line reports. The ids below the gateway's own are made from the request's id, so that
 * Workers that never see each other's lines agree on who is whose parent, and no line has to carry one.
 */
export function spansOf(line: LogLine): Span[] {
  const { requestId, traceId, latencyMs } = line
  const endMs = Date.parse(line.timestamp)
  if (requestId === undefined || traceId === undefined || latencyMs === undefined) return []
  if (!/^[0-9a-f]{32}$/.test(traceId) || !Number.isFinite(endMs)) return []
  if (line.message === 'request') return requestSpans(line, { traceId, requestId, endMs, latencyMs })
  const work = WORK.get(line.message)
  if (work === undefined) return []
  const [name, kind] = work
  const isError = line.level !== 'info' || (line.outcome !== undefined && line.outcome !== 'ok')
  const spanId = derivedId(
    `${requestId} ${line.message} ${line.attempt ?? ''} ${line.timestamp} ${line.documentId ?? ''}`,
  )
  const parentSpanId = callId(requestId)
  const times = { startMs: endMs - latencyMs, endMs }
  return [{ ...times, traceId, spanId, parentSpanId, name, kind, isError, ...aboutOf(line) }]
}

interface Request {
  readonly traceId: string
  readonly requestId: string
  readonly endMs: number
  readonly latencyMs: number
}

/**
 * The request itself, how it was admitted, and the call behind the gateway that all other work of the request
 * hangs on.
 */
function requestSpans(line: LogLine, { traceId, requestId, endMs, latencyMs }: Request): Span[] {
  const startMs = endMs - latencyMs
  const spanId = line.spanId ?? derivedId(`${requestId} request`)
  const isError = (line.status ?? 0) >= 500
  const name = `${line.method ?? ''} ${line.route ?? ''}`.trim()
  const about = aboutOf(line)
  const own: Span = {
    traceId,
    spanId,
    parentSpanId: line.parentSpanId,
    name,
    kind: 'server',
    startMs,
    endMs,
    isError,
    ...about,
  }
  const { admissionAtMs, admissionMs } = line
  if (admissionAtMs === undefined || admissionMs === undefined) return [own]
  const admittedMs = startMs + admissionAtMs + admissionMs
  const child = {
    traceId,
    parentSpanId: spanId,
    kind: 'client',
    worker: about.worker,
    attributes: {},
  } as const
  return [
    own,
    {
      ...child,
      spanId: derivedId(`${requestId} admit`),
      name: 'admit',
      startMs: startMs + admissionAtMs,
      endMs: admittedMs,
      isError: line.errorCode === 'admission_unavailable',
    },
    { ...child, spanId: callId(requestId), name: 'call', startMs: admittedMs, endMs, isError },
  ]
}

function aboutOf(line: LogLine): Pick<Span, 'worker' | 'attributes'> {
  const attributes: Record<string, string | number> = {}
  for (const [field, name] of ATTRIBUTES) {
    const value = line[field]
    if (value !== undefined) attributes[name] = value
  }
  return { worker: workerOf(line), attributes }
}

function callId(requestId: string): string {
  return derivedId(`${requestId} call`)
}

/**
 * 16 hex digits from a text: two FNV-1a hashes of it. Ids must differ within a trace, not withstand anybody.
 */
function derivedId(text: string): string {
  const hash = (seed: number) => {
    let value = seed
    for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01_00_01_93)
    return (value >>> 0).toString(16).padStart(8, '0')
  }
  return `${hash(0x81_1c_9d_c5)}${hash(0x9e_37_79_b9)}`
}
