import { randomUUID } from 'node:crypto'

import * as z from 'zod/mini'

import type { Credentials } from './credentials.ts'
import { Failure } from './failure.ts'

export type Json = Record<string, unknown>
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type Query = Readonly<Record<string, string | number | undefined>>

const JsonObject = z.record(z.string(), z.unknown())
const Page = z.object({ data: z.array(JsonObject), nextCursor: z.nullable(z.string()) })
const ErrorBody = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    requestId: z.string(),
    details: z.optional(z.unknown()),
  }),
})
const Problems = z.array(z.object({ path: z.string(), message: z.string() }))

interface Options {
  readonly query?: Query
  readonly body?: unknown
  readonly ifMatch?: string | undefined
}

const TIMEOUT_MS = 60_000
const PAGE = 100

/** The admin API, for a command line. A POST that gets no answer is sent once more under its Idempotency-Key. */
export class AdminClient {
  readonly #credentials: Credentials

  constructor(credentials: Credentials) {
    this.#credentials = credentials
  }

  /** One resource. @throws Failure with what the API says */
  async json(method: Method, path: string, options: Options = {}): Promise<Json> {
    const response = await this.raw(method, path, options)
    return JsonObject.parse(await response.json())
  }

  /** Every item of a list, page by page. */
  async *list(path: string, query: Query = {}): AsyncGenerator<Json> {
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = Page.parse(
        await this.json('GET', path, { query: { limit: PAGE, ...query, ...(cursor ? { cursor } : {}) } }),
      )
      yield* page.data
      cursor = page.nextCursor
    }
  }

  async raw(method: Method, path: string, { query = {}, body, ifMatch }: Options = {}): Promise<Response> {
    const url = new URL(`/admin/v1${path}`, this.#credentials.url)
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, String(value))
    }
    const headers = {
      authorization: `Bearer ${this.#credentials.token}`,
      'user-agent': 'bulkhead-cli',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
    }
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
    const response = await this.#send(url, init).catch((thrown: unknown) => {
      if (method !== 'POST') throw thrown
      return this.#send(url, init)
    })
    if (!response.ok) throw await failureOf(response)
    return response
  }

  async #send(url: URL, init: RequestInit): Promise<Response> {
    try {
      return await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) })
    } catch (thrown) {
      const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown
      throw new Failure(
        `${url.origin} does not answer: ${cause instanceof Error ? cause.message : 'no reason given'}`,
      )
    }
  }
}

async function failureOf(response: Response): Promise<Failure> {
  const text = await response.text()
  const body = ErrorBody.safeParse(parsed(text))
  if (!body.success) return new Failure(`answered ${response.status}, not by Bulkhead's admin API`)
  const { code, message, requestId, details } = body.data.error
  const problems = Problems.safeParse(details)
  const lines = problems.success ? problems.data.map((one) => `  ${one.path}: ${one.message}`) : []
  return new Failure(
    [`${response.status} ${code}: ${message}`, ...lines, `  request ${requestId}`].join('\n'),
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
