import type { RequestSummary, RequestTrace } from '@bulkhead/contracts/http/admin/requests'

import type { LogLine } from '../log-line.ts'
import { keptPart, type KeptLine } from '../request-keeper.ts'
import { spansOf } from '../spans/spans.ts'

/** What a request's own line says. */
export function summaryOf(requestId: string, line: KeptLine): RequestSummary {
  const { timestamp, traceId, tenantId, keyId, method, route, status, errorCode, latencyMs } = line
  return {
    requestId,
    at: timestamp,
    ...(traceId === undefined ? {} : { traceId }),
    ...(tenantId === undefined ? {} : { tenantId }),
    ...(keyId === undefined ? {} : { keyId }),
    ...(method === undefined ? {} : { method }),
    ...(route === undefined ? {} : { route }),
    ...(status === undefined ? {} : { status }),
    ...(errorCode === undefined ? {} : { errorCode }),
    ...(latencyMs === undefined ? {} : { latencyMs }),
  }
}

/** One whose own line has not come yet is known by its others. */
export function traceOf(
  requestId: string,
  summary: RequestSummary | undefined,
  lines: readonly LogLine[],
): RequestTrace {
  const [first] = lines
  const at = summary?.at ?? first?.timestamp ?? new Date(0).toISOString()
  return {
    ...(summary ?? { requestId, at }),
    lines: lines.map((line) => ({ ...keptPart(line) })),
    spans: lines.flatMap(spansOf).map((span) => ({
      spanId: span.spanId,
      ...(span.parentSpanId === undefined ? {} : { parentSpanId: span.parentSpanId }),
      name: span.name,
      worker: span.worker,
      startedAt: new Date(span.startMs).toISOString(),
      durationMs: span.endMs - span.startMs,
      isError: span.isError,
    })),
  }
}
