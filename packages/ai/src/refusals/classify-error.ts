import { ProviderFailure, type FailureKind } from '../provider-failure.ts'
import { optionalText, parseJson, recordOf } from '../reading/json.ts'

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
const CONTEXT = /context[ _](length|window|size)|maximum context|too many (input )?tokens|prompt is too long/i
const CONTENT = /content[ _-]?(filter|policy|management|moderation)|guardrail/i
const RETRYABLE_STATUS = new Set([408, 409, 425])

interface Reported {
  readonly status?: number | undefined
  /** Code, type and message in one text; read here and never shown. */
  readonly text: string
  readonly retryAfterMs?: number | undefined
}

/** The failure that a provider's status and words mean. */
function classify({ status, text, retryAfterMs }: Reported): ProviderFailure {
  const providerCode = CODE.exec(text)?.[1]
  const kind = CODES[providerCode ?? ''] ?? kindOf(status, text)
  return new ProviderFailure(kind, { status, retryAfterMs, providerCode })
}

function kindOf(status: number | undefined, text: string): FailureKind {
  if (status === 429) return 'quota'
  if (status !== undefined && (status >= 500 || RETRYABLE_STATUS.has(status))) return 'transient'
  if (CONTEXT.test(text) || status === 413) return 'context'
  if (CONTENT.test(text)) return 'content'
  return status !== undefined && status >= 400 ? 'rejected' : 'transient'
}

/** What `env.AI.run` threw: the code is in the message, the status perhaps a property. */
export function classifyThrown(thrown: unknown): ProviderFailure {
  if (thrown instanceof ProviderFailure) return thrown
  const { status, statusCode, name, message, code, retryAfterMs } = recordOf(thrown)
  const found = [status, statusCode].find((value) => typeof value === 'number')
  return classify({
    status: found,
    text: [name, code, message].map(String).join(' '),
    retryAfterMs: typeof retryAfterMs === 'number' ? retryAfterMs : undefined,
  })
}

/** A non-2xx reply in OpenAI's form. */
export function classifyReply(status: number, body: string, retryAfterMs?: number): ProviderFailure {
  return classify({ status, text: describeError(parseJson(body)), retryAfterMs })
}

/** An `error` inside a 200 reply or a stream. */
export function classifyInBand(error: unknown): ProviderFailure {
  const { status, status_code: statusCode, code } = recordOf(error)
  const found = [status, statusCode, code].find((value) => typeof value === 'number')
  return classify({ status: found, text: describeError({ error }) })
}

function describeError(body: unknown): string {
  const { error } = recordOf(body)
  if (typeof error === 'string') return error
  const { code, type, message } = recordOf(error)
  return [code, type, message].map((part) => optionalText(part) ?? '').join(' ')
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
