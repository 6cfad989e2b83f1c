import { env, exports } from 'cloudflare:workers'

import { checkAnswer } from './check-answer.ts'

/** What the fake home objects let a test do. */
interface HomeFakes {
  breakFor(tenantId: string): Promise<void>
  mendFor(tenantId: string): Promise<void>
  forget(tenantId: string): Promise<void>
  putsOf(tenantId: string): Promise<Record<string, unknown>[]>
  erasuresOf(tenantId: string): Promise<number>
  setRows(tenantId: string, rows: object[]): Promise<void>
  usageCalls(): Promise<number>
}

// oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- the fakes behind the contract
export const homes = env.RATE_LIMIT as unknown as HomeFakes

const ADMIN_TOKEN = 'local-admin-of-the-tests'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  // oxlint-disable-next-line typescript/no-explicit-any -- a test says what it expects of it
  readonly body: any
}

interface Options {
  readonly token?: string
  /** A session's secret, sent as a page of the console sends it; instead of a token. */
  readonly cookie?: string
  readonly headers?: Record<string, string>
}

/** What a browser says of requests of the console's own pages. */
export const OWN_PAGE = { 'sec-fetch-site': 'same-origin' }

/** One request of the admin API, by default with the admin token. */
export async function admin(
  method: string,
  path: string,
  body?: unknown,
  { cookie, token = cookie === undefined ? ADMIN_TOKEN : '', headers = {} }: Options = {},
): Promise<Answer> {
  const response = await exports.default.fetch(
    new Request(`http://localhost/admin/v1${path}`, {
      method,
      headers: {
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(cookie === undefined ? {} : { cookie: `__Host-bulkhead=${cookie}`, ...OWN_PAGE }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  )
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('application/json') === true
  const answer = {
    status: response.status,
    headers: response.headers,
    body: isJson ? JSON.parse(text) : text,
  }
  checkAnswer(method, path, answer)
  return answer
}

/** A tenant's smallest document. */
export function documentOf(id: string, more: object = {}): object {
  return {
    id,
    name: `Tenant ${id}`,
    status: 'active',
    tier: 'standard',
    chat: { model: '@cf/meta/llama-3.1-8b-instruct-fp8' },
    rateLimit: { requestsPerMinute: 60, burst: 10 },
    budget: { tokensPerDay: 10_000 },
    ...more,
  }
}

/** An operator's token of that role. */
export async function operatorToken(role: string): Promise<string> {
  const { body } = await admin('POST', '/operators', { name: `the ${role}`, role })
  return body.token
}

/** Signs in; returns the session's secret. */
export async function cookieOf(credentials: { token: string } | { code: string }): Promise<string> {
  const { headers } = await admin('POST', '/session', credentials, { token: '' })
  const [, secret = ''] = /^__Host-bulkhead=([^;]+)/.exec(headers.get('set-cookie') ?? '') ?? []
  return secret
}

/** A session of a tenant's person. */
export async function portalCookie(tenantId: string, more: object = {}): Promise<string> {
  const wish = { tenantId, subject: 'ada@tenant.example', scopes: ['usage:read', 'keys:read'], ...more }
  const { body } = await admin('POST', '/portal-sessions', wish)
  return await cookieOf({ code: body.url.split('code=')[1] })
}
