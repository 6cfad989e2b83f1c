import type { ErrorCode } from '@bulkhead/errors/codes'

import type { Fetch } from './bulkhead.ts'
import { readLocalKeys } from './local-variables.ts'

export const ADMIN_TOKEN = localKey('$admin')

export function localKey(tenant: string): string {
  const key = readLocalKeys()[tenant]
  if (key === undefined) throw new Error(`no local key for ${tenant}`)
  return key
}

export interface Sent {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // Tests look into bodies freely; what they expect is what types them.
  // oxlint-disable-next-line typescript/no-explicit-any -- see above
  readonly body: any
}

/** A client of one tenant. Strings are sent as they are, anything else as JSON. */
export class Client {
  readonly #fetch: Fetch
  readonly #key: string

  constructor(fetch: Fetch, key: string) {
    this.#fetch = fetch
    this.#key = key
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Sent> {
    return this.send('GET', path, undefined, headers)
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Sent> {
    return this.send('POST', path, body, headers)
  }

  delete(path: string): Promise<Sent> {
    return this.send('DELETE', path)
  }

  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Sent> {
    return read(await this.raw(method, path, body, headers))
  }

  raw(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
    signal?: AbortSignal,
  ): Promise<Response> {
    return this.#fetch(path, {
      method,
      ...(signal === undefined ? {} : { signal }),
      headers: {
        authorization: `Bearer ${this.#key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  }
}

export async function read(response: Response): Promise<Sent> {
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') === true
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? JSON.parse(text) : undefined,
  }
}

const TYPE_OF_STATUS: Record<number, string> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'insufficient_quota',
  403: 'permission_error',
  404: 'invalid_request_error',
  405: 'invalid_request_error',
  408: 'invalid_request_error',
  409: 'invalid_request_error',
  411: 'invalid_request_error',
  412: 'invalid_request_error',
  413: 'invalid_request_error',
  415: 'invalid_request_error',
  422: 'invalid_request_error',
  429: 'rate_limit_error',
}

/** What is wrong with an error response; empty when it is the envelope, whole and consistent. */
export function problemsOfError(sent: Sent, status: number, code: ErrorCode): string[] {
  const error = sent.body?.error ?? {}
  const expected: [string, unknown, unknown][] = [
    ['status', sent.status, status],
    ['code', error.code, code],
    ['type', error.type, TYPE_OF_STATUS[status] ?? 'api_error'],
    ['requestId', error.requestId, sent.headers.get('x-request-id')],
    ['traceId', error.traceId, sent.headers.get('traceparent')?.slice(3, 35)],
    ['message', typeof error.message === 'string' && error.message.length > 10, true],
    ['retry-after', sent.headers.has('retry-after'), status === 429 || status === 503],
  ]
  return expected
    .filter(([, actual, wanted]) => actual !== wanted)
    .map(([what, actual, wanted]) => `${what}: ${String(actual)} instead of ${String(wanted)}`)
}

/** The named events of a stream, in order. */
// oxlint-disable-next-line typescript/no-explicit-any -- as in Sent
export function eventsOf(text: string): { id: number; event: string; data: any }[] {
  return text
    .split('\n\n')
    .filter((block) => block.includes('data: '))
    .map((block) => {
      const line = (name: string) =>
        block
          .split('\n')
          .find((candidate) => candidate.startsWith(`${name}: `))
          ?.slice(name.length + 2)
      return {
        id: Number(line('id') ?? 0),
        event: line('event') ?? '',
        data: JSON.parse(line('data') ?? 'null'),
      }
    })
}

/** Waits until `probe` gives something; fails after `timeoutMs` with what it gave last. */
export async function eventually<T>(probe: () => Promise<T | undefined>, timeoutMs = 60_000): Promise<T> {
  const endMs = Date.now() + timeoutMs
  while (Date.now() < endMs) {
    const result = await probe()
    if (result !== undefined) return result
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`nothing came within ${timeoutMs} ms`)
}

/** The day's budget once every reservation is settled: settlements follow the response, collected for a moment. */
export function tokensAtRest(client: Client): Promise<{ used: number; reserved: number; remaining: number }> {
  return eventually(async () => {
    const { tokensPerDay } = (await client.get('/v1/usage')).body.limits
    return tokensPerDay.reserved === 0 ? tokensPerDay : undefined
  })
}
