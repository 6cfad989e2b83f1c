import { setTimeout as sleep } from 'node:timers/promises'

import * as z from 'zod/mini'

import { Failure, reasonOf } from '../../failure.ts'
import type { Target } from '../config/target.ts'
import { missingPermission } from './permissions.ts'

type Method = 'GET' | 'POST' | 'DELETE'

const DEFAULT_BASE = 'https://api.cloudflare.com/client/v4'
const TIMEOUT_MS = 30_000
const ATTEMPTS = 4
const BACKOFF_MS = 500
const MAX_WAIT_MS = 60_000
const PER_PAGE = 50

const Envelope = z.object({
  success: z.boolean(),
  errors: z._default(z.array(z.object({ code: z.number(), message: z.string() })), []),
  result: z.unknown(),
})

/** What the API refused, with its own number. */
export class ApiRefusal extends Failure {
  readonly status: number
  readonly code: number

  constructor(status: number, code: number, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

interface Call {
  readonly body?: unknown
  /** A write that may be sent again after it got no answer: the second one finds it done, and that is success. */
  readonly isRepeatable?: boolean
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * Cloudflare's API for one account. Reads are tried again after a failure, and so are writes that are the same twice;
 * another one only where it was refused with 429.
 */
export class CloudflareApi {
  readonly #base = (process.env['CLOUDFLARE_API_BASE_URL'] || DEFAULT_BASE).replace(/\/+$/, '')
  readonly #target: Pick<Target, 'accountId' | 'token'>

  constructor(target: Pick<Target, 'accountId' | 'token'>) {
    this.#target = target
  }

  /** The result of a request; `path` is below the account's. @throws ApiRefusal, Failure when nothing answers */
  account<S extends z.ZodMiniType>(schema: S, path: string, method: Method = 'GET', call: Call = {}) {
    return this.#call(schema, { path: `/accounts/${this.#target.accountId}${path}`, method, ...call })
  }

  /** Gone afterwards, whether or not it was there. */
  async remove(path: string, headers: Readonly<Record<string, string>> = {}): Promise<void> {
    try {
      await this.account(z.unknown(), path, 'DELETE', { headers, isRepeatable: true })
    } catch (thrown) {
      if (!(thrown instanceof ApiRefusal && thrown.status === 404)) throw thrown
    }
  }

  /** The same as `account`, and undefined for what is not there. */
  async find<S extends z.ZodMiniType>(schema: S, path: string): Promise<z.infer<S> | undefined> {
    try {
      return await this.account(schema, path)
    } catch (thrown) {
      if (thrown instanceof ApiRefusal && thrown.status === 404) return undefined
      throw thrown
    }
  }

  /** Every item of a list, page by page. */
  async list<S extends z.ZodMiniType>(item: S, path: string): Promise<z.infer<S>[]> {
    const all: z.infer<S>[] = []
    for (let page = 1; ; page += 1) {
      const found = await this.account(z.array(item), `${path}?page=${page}&per_page=${PER_PAGE}`)
      all.push(...found)
      if (found.length < PER_PAGE) return all
    }
  }

  /** Of a user, or of the account itself. @returns `active`, or why it is not */
  async verifyToken(): Promise<string> {
    const Verified = z.object({ status: z.string() })
    try {
      return (await this.#call(Verified, { path: '/user/tokens/verify', method: 'GET' })).status
    } catch (thrown) {
      if (!(thrown instanceof ApiRefusal)) throw thrown
      return (await this.account(Verified, '/tokens/verify')).status
    }
  }

  async #call<S extends z.ZodMiniType>(
    schema: S,
    call: Call & { readonly path: string; readonly method: Method },
  ): Promise<z.infer<S>> {
    for (let attempt = 1; ; attempt += 1) {
      const response = await this.#send(call, attempt)
      if (response === undefined) continue
      const waitMs = attempt < ATTEMPTS ? waitOf(response, mayRepeat(call), attempt) : undefined
      if (waitMs === undefined) return schema.parse(await resultOf(response, call))
      await response.body?.cancel()
      await sleep(waitMs)
    }
  }

  /** @returns undefined for one that may be tried again */
  async #send(
    call: Call & { readonly path: string; readonly method: Method },
    attempt: number,
  ): Promise<Response | undefined> {
    const { path, method, body, headers = {} } = call
    try {
      return await fetch(`${this.#base}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${this.#target.token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
    } catch (thrown) {
      if (mayRepeat(call) && attempt < ATTEMPTS) {
        await sleep(BACKOFF_MS * 2 ** attempt)
        return undefined
      }
      throw new Failure(
        `${method} ${path}: no answer (${reasonOf(thrown)}). Run the same command again: it goes on from there`,
      )
    }
  }
}

function mayRepeat({ method, isRepeatable = method === 'GET' }: Call & { readonly method: Method }): boolean {
  return isRepeatable
}

/** How long to wait before the next attempt; undefined when there is to be none. */
function waitOf({ status, headers }: Response, isRepeatable: boolean, attempt: number): number | undefined {
  const isWorthIt = status === 429 || (status >= 500 && isRepeatable)
  if (!isWorthIt) return undefined
  const asked = Number(headers.get('retry-after')) * 1_000
  return Math.min(MAX_WAIT_MS, asked > 0 ? asked : BACKOFF_MS * 2 ** attempt)
}

async function resultOf(
  response: Response,
  { method, path }: { method: Method; path: string },
): Promise<unknown> {
  const envelope = Envelope.safeParse(await response.json().catch(() => undefined))
  if (envelope.success && envelope.data.success) return envelope.data.result
  const [first] = envelope.success ? envelope.data.errors : []
  const code = first?.code ?? 0
  const says = first?.message ?? 'an answer that is none of the API'
  const missing = missingPermission(response.status, method, path)
  const refused = `${method} ${path}: ${response.status} ${says} (${code})${adviceOn(response.status)}`
  throw new ApiRefusal(response.status, code, missing ?? refused)
}

function adviceOn(status: number): string {
  if (status === 429)
    return '. The API has had too many requests: wait five minutes, and run the same command again'
  return status >= 500 ? '. Run the same command again: it goes on from there' : ''
}
