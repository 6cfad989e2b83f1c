import type { Span } from './spans.ts'

/** Numbers of the protocol. */
const KINDS = { internal: 1, server: 2, client: 3, consumer: 5 } as const
const STATUS_ERROR = 2

/** The body of OTLP/HTTP's `POST /v1/traces`, in JSON: one resource for each Worker. */
export function otlpBody(spans: readonly Span[]): string {
  const byWorker = Map.groupBy(spans, ({ worker }) => worker)
  const resourceSpans = [...byWorker].map(([worker, some]) => ({
    resource: { attributes: attributesJson({ 'service.name': worker, 'service.namespace': 'bulkhead' }) },
    scopeSpans: [{ scope: { name: 'bulkhead/observe' }, spans: some.map(spanJson) }],
  }))
  return JSON.stringify({ resourceSpans })
}

function spanJson({ traceId, spanId, parentSpanId, name, kind, isError, ...span }: Span) {
  return {
    traceId,
    spanId,
    ...(parentSpanId === undefined ? {} : { parentSpanId }),
    name,
    kind: KINDS[kind],
    startTimeUnixNano: nanoseconds(span.startMs),
    endTimeUnixNano: nanoseconds(span.endMs),
    attributes: attributesJson(span.attributes),
    ...(isError ? { status: { code: STATUS_ERROR } } : {}),
  }
}

/** As text: a number would lose its last digits. */
function nanoseconds(ms: number): string {
  return `${Math.round(ms)}000000`
}

function attributesJson(attributes: Readonly<Record<string, string | number>>) {
  return Object.entries(attributes).map(([key, value]) => ({
    key,
    value: typeof value === 'string' ? { stringValue: value } : { intValue: String(Math.round(value)) },
  }))
}
