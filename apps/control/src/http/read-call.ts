import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { MAX_JSON_BYTES } from '@bulkhead/http/limits'
import { refuseUnknownQuery } from '@bulkhead/http/query'
import { invalid, parseJson, readText, refuseTooLarge } from '@bulkhead/http/read-body'
import * as z from 'zod/mini'

import { MAX_IDEMPOTENCY_KEY_CHARS, MAX_REASON_CHARS, MAX_SIGN_IN_BYTES } from '../limits.ts'
import type { AdminCall, SignIn } from '../registry-protocol.ts'
import { keyOf, type Route } from '../route.ts'
import type { Exchange } from './exchange.ts'

const anything = z.unknown()
const clientIpOf = (request: Request) => request.headers.get('cf-connecting-ip') ?? 'unknown'

/** What says who asks for what; nothing of it has been judged. */
export function headOf(route: Route, exchange: Exchange, signIn: SignIn): AdminCall {
  const { request, url, params, requestId, traceparent } = exchange
  return {
    route: keyOf(route),
    params,
    query: Object.fromEntries(url.searchParams),
    body: undefined,
    text: '',
    signIn,
    conditions: {
      ifMatch: request.headers.get('if-match') ?? undefined,
      ifNoneMatch: request.headers.get('if-none-match') ?? undefined,
      dryRun: url.searchParams.get('dryRun') === 'true',
    },
    idempotencyKey: undefined,
    requestId,
    traceparent,
    ip: clientIpOf(request),
    userAgent: request.headers.get('user-agent')?.slice(0, 200),
    reason: undefined,
    origin: url.origin,
  }
}

/** The whole call. @throws BulkheadError for what only the request itself can be refused for */
export async function readCall(
  route: Route,
  { request, url }: Exchange,
  head: AdminCall,
): Promise<AdminCall> {
  const limit = route.maxBytes ?? MAX_JSON_BYTES
  refuseTooLarge(request, limit)
  refuseUnknownQuery(url, route.query)
  const idempotencyKey = route.method === 'POST' ? idempotencyKeyOf(request) : undefined
  const reason = route.method === 'GET' ? undefined : reasonOf(request)
  if (route.body === undefined) return { ...head, idempotencyKey, reason }
  if (isAmbient(head.signIn)) requireJson(request)
  const text = await readText(request, limit)
  return { ...head, idempotencyKey, reason, text, body: parseJson(request, text, anything) }
}

/** A body that carries the credentials: it is read before anybody is known, and never stored or compared. */
export async function readCredentials({ request, url }: Exchange): Promise<unknown> {
  refuseTooLarge(request, MAX_SIGN_IN_BYTES)
  refuseUnknownQuery(url, undefined)
  requireJson(request)
  return parseJson(request, await readText(request, MAX_SIGN_IN_BYTES), anything)
}

/** Credentials that a browser adds by itself. */
function isAmbient({ type }: SignIn): boolean {
  return type === 'session' || type === 'identity'
}

/** A page of another site can send a body without a content type, but not this one. */
function requireJson({ headers }: Request): void {
  if (headers.has('content-type')) return
  throw new BulkheadError('unsupported_media_type', { details: { accepted: ['application/json'] } })
}

function idempotencyKeyOf(request: Request): string | undefined {
  const key = request.headers.get('idempotency-key')
  if (key === null) return undefined
  if (key.length > 0 && key.length <= MAX_IDEMPOTENCY_KEY_CHARS) return key
  throw badHeader('Idempotency-Key', `must have 1 to ${MAX_IDEMPOTENCY_KEY_CHARS} characters`)
}

/** Why it is done; as URIs encode it, since headers hold no other than Latin letters. */
function reasonOf({ headers }: Request): string | undefined {
  const encoded = headers.get('x-audit-reason')
  if (encoded === null) return undefined
  try {
    const reason = decodeURIComponent(encoded).trim()
    if (reason.length > 0 && reason.length <= MAX_REASON_CHARS) return reason
  } catch {
    throw badHeader('x-audit-reason', 'must be URI-encoded')
  }
  throw badHeader('x-audit-reason', `must have 1 to ${MAX_REASON_CHARS} characters`)
}

function badHeader(path: string, message: string): BulkheadError {
  return invalid([{ path, message }])
}
