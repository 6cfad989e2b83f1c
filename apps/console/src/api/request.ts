import { conditions } from './admin.ts'
import { send } from './send.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
export type Query = Readonly<Record<string, string | number | undefined>>

interface RequestOptions {
  readonly query?: Query | undefined
  /** Sent as JSON, but for files. */
  readonly body?: unknown
  /** The version that the caller has seen; another one in between answers 412. */
  readonly ifMatch?: string | undefined
  /** Lands in the audit log. */
  readonly reason?: string | undefined
  readonly signal?: AbortSignal | undefined
  /** Of a tenant's key, for the routes under `/v1`; the operator's own cookie otherwise. */
  readonly bearer?: string | undefined
}

interface Answer<T> {
  readonly data: T
  readonly etag: string | undefined
  /** 202 while a change still has to reach the tenant's home object. */
  readonly status: number
  readonly headers: Headers
}

/** One request with the session's cookie. @throws ApiError for every answer that is none of 2xx */
export async function request<T>(
  method: Method,
  path: string,
  options: RequestOptions = {},
): Promise<Answer<T>> {
  const response = await fetchRaw(method, path, options)
  const body = response.status === 204 ? undefined : parsed(await response.text())
  const data: T = body
  const { status, headers } = response
  return { data, etag: headers.get('etag') ?? undefined, status, headers }
}

/** As `request`, for whoever needs the resource alone. */
export async function fetchJson<T>(path: string, options: RequestOptions = {}): Promise<T> {
  return (await request<T>('GET', path, options)).data
}

/** The answer itself: to stream it, or to store it as a file. @throws ApiError */
export async function fetchRaw(
  method: Method,
  path: string,
  options: RequestOptions = {},
): Promise<Response> {
  const url = new URL(withQuery(path, options.query), window.location.origin)
  return await send(
    new Request(url, {
      method,
      headers: headersOf(method, options),
      ...(options.body === undefined
        ? {}
        : { body: options.body instanceof Blob ? options.body : JSON.stringify(options.body) }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      credentials: options.bearer === undefined ? 'same-origin' : 'omit',
    }),
  )
}

function headersOf(method: Method, { body, ifMatch, reason, bearer }: RequestOptions): Headers {
  // Streams are for MCP, whose answers may come as one.
  const headers = new Headers({
    accept: 'application/json, text/event-stream',
    ...conditions({ ifMatch, reason }),
  })
  if (body !== undefined) headers.set('content-type', typeOf(body))
  if (bearer !== undefined) headers.set('authorization', `Bearer ${bearer}`)
  if (method === 'POST') headers.set('idempotency-key', crypto.randomUUID())
  return headers
}

function typeOf(body: unknown): string {
  if (!(body instanceof Blob)) return 'application/json'
  return body.type === '' ? 'application/octet-stream' : body.type
}

/** Leaves out what is undefined or empty. */
export function withQuery(path: string, query: Query = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  )
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`
}

// oxlint-disable-next-line typescript/no-explicit-any -- what a route answers is its schema's matter, not this file's
function parsed(text: string): any {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
