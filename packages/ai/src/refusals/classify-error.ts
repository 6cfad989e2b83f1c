import { numberOf, recordOf } from '../json/json.ts'
import { causeOfStatus } from './classify-unreachable.ts'
import { describeBody, describeError, type Described } from './describe-error.ts'
import { fieldAtFault } from './field-at-fault.ts'
import { CONTENT, CONTEXT, GENERATION, LOAD, matches, OPERATOR } from './patterns.ts'
import { ProviderFailure, type FailureKind } from './provider-failure.ts'

/** Codes of Workers AI and AI Gateway that their HTTP status alone does not tell (developers.cloudflare.com/workers-ai/platform/errors). */
const CODES: Readonly<Record<string, FailureKind>> = {
  2016: 'content',
  2017: 'content',
  3003: 'rejected',
  3006: 'context',
  3007: 'transient',
  3008: 'transient',
  3023: 'rejected',
  3036: 'quota',
  3039: 'rejected',
  3040: 'quota',
  3041: 'rejected',
  3042: 'rejected',
  5004: 'rejected',
  5005: 'rejected',
  5006: 'rejected',
  5007: 'rejected',
  5016: 'rejected',
  5018: 'rejected',
  5021: 'context',
}
const CODE = /\b(?:code:?\s*)?(\d{4}):/
const RETRYABLE_STATUS = new Set([408, 409, 425])
/** Of which the caller may be at fault; the others are about our key, account or model. */
const CALLERS_STATUS = new Set([400, 422])
const NO_FIELDS: ReadonlySet<string> = new Set()

interface Reported extends Described {
  readonly retryAfterMs?: number | undefined
  /** The fields that were sent. */
  readonly fields?: ReadonlySet<string> | undefined
  /** A path of what was sent as the client knows it. */
  readonly asClients?: ((path: string) => string) | undefined
}

/** The failure that a provider's status and words mean. */
function classify(reported: Reported): ProviderFailure {
  const { status, text, retryAfterMs } = reported
  const providerCode = CODE.exec(text)?.[1]
  const kind = CODES[providerCode ?? ''] ?? kindOf(status, text)
  const param = kind === 'rejected' ? fieldOf(reported) : undefined
  return new ProviderFailure(param === undefined ? kind : 'invalid', {
    status,
    retryAfterMs,
    providerCode,
    param,
    reason: causeOfStatus(status ?? 0),
  })
}

/** The client's field at fault; none when the fault is the operator's. */
function fieldOf(reported: Reported): string | undefined {
  const { status = 0, text, fields = NO_FIELDS, asClients } = reported
  if (!CALLERS_STATUS.has(status) || matches(OPERATOR, text)) return undefined
  const path = fieldAtFault(reported, fields)
  return path === undefined || asClients === undefined ? path : asClients(path)
}

function kindOf(status: number | undefined, text: string): FailureKind {
  if (status === 429) return 'quota'
  if (matches(CONTEXT, text)) return 'context'
  if (matches(CONTENT, text)) return 'content'
  if (matches(GENERATION, text)) return 'malformed'
  // Without a status the words decide, and of this one Groq says both.
  if ((status === undefined || status === 413) && matches(LOAD, text)) return 'quota'
  return status === 413 ? 'context' : kindOfStatus(status)
}

function kindOfStatus(status: number | undefined): FailureKind {
  if (status !== undefined && (status >= 500 || RETRYABLE_STATUS.has(status))) return 'transient'
  return status !== undefined && status >= 400 ? 'rejected' : 'transient'
}

/** What `env.AI.run` threw: the code is in the message, the status perhaps a property. */
export function classifyThrown(thrown: unknown, fields?: ReadonlySet<string>): ProviderFailure {
  if (thrown instanceof ProviderFailure) return thrown
  const { status, statusCode, name, message, code, retryAfterMs } = recordOf(thrown)
  return classify({
    status: numberOf(status) ?? numberOf(statusCode),
    text: [name, code, message].map(String).join(' '),
    field: undefined,
    retryAfterMs: numberOf(retryAfterMs),
    fields,
  })
}

export interface Reply {
  readonly status: number
  readonly body: string
  readonly retryAfterMs?: number | undefined
  readonly fields?: ReadonlySet<string>
  readonly asClients?: (path: string) => string
}

/** A reply that is no answer, in whatever form. Its own status decides. */
export function classifyReply({ status, body, retryAfterMs, fields, asClients }: Reply): ProviderFailure {
  return classify({ ...describeBody(body), status, retryAfterMs, fields, asClients })
}

/** An error inside a 200 reply or a stream. */
export function classifyInBand(error: unknown): ProviderFailure {
  return classify(describeError(error))
}

/** `retry-after-ms`, or `Retry-After` as seconds or as a date. */
export function retryAfterOf(headers: Headers, nowMs: number): number | undefined {
  const exact = Number(headers.get('retry-after-ms') ?? Number.NaN)
  if (exact >= 0) return exact
  const value = headers.get('retry-after')
  if (value === null) return undefined
  const seconds = Number(value)
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1_000)
  const dateMs = Date.parse(value)
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - nowMs)
}
