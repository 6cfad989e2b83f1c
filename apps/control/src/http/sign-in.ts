import { OpenSession } from '@bulkhead/contracts/http/admin/sessions'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { constantTimeEqual } from '@bulkhead/http/constant-time-equal'
import { networkOf } from '@bulkhead/http/network-of'
import { parseWith } from '@bulkhead/http/read-body'

import { sha256Hex } from '../audit/link-hash.ts'
import type { ControlEnv } from '../env.ts'
import { FAILED_SIGN_IN_PERIOD_MS } from '../limits.ts'
import type { SignIn } from '../registry-protocol.ts'
import { isOperatorToken } from '../secrets/operator-token.ts'
import { accessEmail } from '../sessions/access-identity.ts'
import { refuseForeignPage, requireOwnPage } from '../sessions/same-site.ts'
import { readSessionCookie } from '../sessions/session-cookie.ts'
import type { Exchange } from './exchange.ts'

const REFUSALS: ReadonlySet<string> = new Set(['api_key_invalid', 'api_key_expired'])

/**
 * By token, else by the console's cookie, else by Cloudflare Access. The last two are sent by browsers whatever
 * page asks, so they count for the console's own pages only.
 *
 * @throws BulkheadError `api_key_invalid` for what is neither the admin token nor like an operator's,
 * `scope_insufficient` for other pages
 */
export async function signInOf(
  exchange: Pick<Exchange, 'env' | 'request' | 'url' | 'access'>,
): Promise<SignIn> {
  const { env, request, url, access } = exchange
  const authorization = request.headers.get('authorization')
  if (authorization !== null) {
    const [, token = ''] = /^Bearer (\S+)$/i.exec(authorization) ?? []
    return signInByToken(env, token)
  }
  const secret = readSessionCookie(request.headers)
  if (secret !== undefined) {
    requireOwnPage(request, url)
    return { type: 'session', sha256: sha256Hex(secret) }
  }
  const email = await accessEmail(env, access)
  if (email === undefined) return signInByToken(env, '')
  requireOwnPage(request, url)
  return { type: 'identity', email }
}

/** Whether there is anything to sign in by; a request without any of it is a visitor's, not a failed sign-in. */
export function carriesCredentials({ request, access }: Pick<Exchange, 'request' | 'access'>): boolean {
  const { headers } = request
  return headers.has('authorization') || readSessionCookie(headers) !== undefined || access !== undefined
}

/** Whether the caller was not recognised, rather than refused. */
export function isStranger(thrown: unknown): boolean {
  return thrown instanceof BulkheadError && REFUSALS.has(thrown.code)
}

/** What `POST /admin/v1/session` carries. */
export function signInByBody({ env, request, url }: Exchange, body: unknown): SignIn {
  refuseForeignPage(request, url)
  const credentials = parseWith(OpenSession, body)
  if ('token' in credentials) return signInByToken(env, credentials.token)
  return { type: 'code', sha256: sha256Hex(credentials.code) }
}

function signInByToken({ ADMIN_TOKEN }: Pick<ControlEnv, 'ADMIN_TOKEN'>, token: string): SignIn {
  if (ADMIN_TOKEN !== undefined && ADMIN_TOKEN !== '') {
    if (constantTimeEqual(token, ADMIN_TOKEN)) return { type: 'bootstrap' }
  }
  if (!isOperatorToken(token)) throw new BulkheadError('api_key_invalid', { message: WRONG })
  return { type: 'operator', sha256: sha256Hex(token) }
}

const WRONG =
  'The token is not valid. Send the admin token or an operator token as "Authorization: Bearer <token>".'

/** Failed sign-ins are logged with the client's address and counted by it; beyond the limit they answer 429. */
export async function throttled<T>(exchange: Exchange, check: () => Promise<T>): Promise<T> {
  try {
    return await check()
  } catch (thrown) {
    const error = BulkheadError.from(thrown)
    if (!REFUSALS.has(error.code)) throw thrown
    const clientIp = exchange.request.headers.get('cf-connecting-ip') ?? 'unknown'
    exchange.log.warn('sign-in failed', { clientIp, errorCode: error.code, route: exchange.route })
    if (await mayFailOnce(exchange, clientIp)) throw error
    throw new BulkheadError('rate_limited', {
      message: 'Too many requests failed to sign in. Check the token, then wait.',
      retryAfterMs: FAILED_SIGN_IN_PERIOD_MS,
    })
  }
}

/** The caller is denied either way: a counter that does not answer changes only which denial. */
async function mayFailOnce({ env, log }: Exchange, clientIp: string): Promise<boolean> {
  try {
    return (await env.FAILED_IDENTIFICATION.limit({ key: networkOf(clientIp) })).success
  } catch (thrown) {
    log.error('failed sign-ins cannot be counted', { clientIp }, { thrown })
    return true
  }
}
