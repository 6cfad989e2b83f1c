import * as z from 'zod/mini'

import { PageRequest, pageOf } from '../lists.ts'

const text = (max: number) => z.optional(z.string().check(z.minLength(1), z.maxLength(max)))

/** `GET /admin/v1/requests`, newest first; `status` is a code, or a class such as `5xx`. */
export const RequestsPage = z.extend(PageRequest, {
  tenant: text(32),
  route: text(200),
  /** Of the tenants' API alone, or of the operators' alone. */
  api: z.optional(z.enum(['public', 'admin'])),
  requestId: text(128),
  traceId: z.optional(z.string().check(z.regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits'))),
  status: z.optional(
    z.string().check(z.regex(/^[1-5](\d\d|xx)$/, 'must be a status such as 503, or a class such as 5xx')),
  ),
})
export type RequestsPage = z.infer<typeof RequestsPage>

/** What is known of one request; nothing of what was said in it. */
export const RequestSummary = z.object({
  requestId: z.string(),
  at: z.iso.datetime(),
  traceId: z.exactOptional(z.string()),
  tenantId: z.exactOptional(z.string()),
  keyId: z.exactOptional(z.string()),
  method: z.exactOptional(z.string()),
  route: z.exactOptional(z.string()),
  status: z.exactOptional(z.int()),
  errorCode: z.exactOptional(z.string()),
  latencyMs: z.exactOptional(z.int()),
  /** Of its last attempt at a model, and the tokens of all attempts; left out where no model was asked. */
  model: z.exactOptional(z.string()),
  promptTokens: z.exactOptional(z.int()),
  completionTokens: z.exactOptional(z.int()),
})
export type RequestSummary = z.infer<typeof RequestSummary>

/** For how long, and how many: a busy deployment keeps a part of them. */
export const Retention = z.object({ hours: z.int(), requests: z.int(), perSecond: z.int() })
export type Retention = z.infer<typeof Retention>

const RequestSpan = z.object({
  spanId: z.string(),
  parentSpanId: z.exactOptional(z.string()),
  name: z.string(),
  worker: z.string(),
  startedAt: z.iso.datetime(),
  durationMs: z.number(),
  isError: z.boolean(),
})

/** `GET /admin/v1/requests` */
export const KeptRequests = z.extend(pageOf(RequestSummary), { retention: Retention })

/** `GET /admin/v1/requests/:requestId` */
export const RequestTrace = z.extend(RequestSummary, {
  /**
   * US dollars of its attempts at models, at the prices of their time; null where one is unknown, left out where no
   * model was asked. The tenant's ledger has what was settled.
   */
  cost: z.exactOptional(z.nullable(z.string())),
  costIsEstimated: z.exactOptional(z.boolean()),
  lines: z.array(z.record(z.string(), z.unknown())),
  spans: z.array(RequestSpan),
})
export type RequestTrace = z.infer<typeof RequestTrace>

/** `GET /admin/v1/traffic`: the last day hour by hour, or the last two hours in steps of five minutes. */
export const TrafficAsk = z.strictObject({
  step: z._default(z.enum(['1h', '5m']), '1h'),
  tenant: text(32),
  route: text(200),
})
export type TrafficAsk = z.infer<typeof TrafficAsk>

/** One step: requests of tenants that were kept, and what came of them. */
export const TrafficBucket = z.object({
  /** Its beginning. */
  at: z.iso.datetime(),
  requests: z.int(),
  /** Answered with 4xx. */
  refused: z.int(),
  /** Answered with 5xx. */
  failed: z.int(),
  /** Of any tenant and route: not kept, for the second was too full. */
  leftOut: z.int(),
  p50Ms: z.nullable(z.number()),
  p95Ms: z.nullable(z.number()),
})
export type TrafficBucket = z.infer<typeof TrafficBucket>

export const TrafficSeries = z.object({
  stepSeconds: z.int(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  /** Older requests are not kept any more. */
  keptSince: z.iso.datetime(),
  buckets: z.array(TrafficBucket),
})
export type TrafficSeries = z.infer<typeof TrafficSeries>
