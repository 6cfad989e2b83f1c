import type { Account } from '../account.ts'

/** Changes the code of a Worker on its way in: a version that is broken on purpose. */
export type Rewrite = (worker: string, code: string) => string

/** One request of the API, as the routes see it. */
export interface Asked {
  readonly account: Account
  readonly method: string
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly headers: Headers
  readonly body: Uint8Array<ArrayBuffer>
  readonly rewrite: Rewrite
}

export type Answer = { readonly status: number; readonly body: unknown }

/** Refused as the platform refuses it: a status and its own number. */
export class Refused extends Error {
  readonly status: number
  readonly code: number

  constructor(status: number, code: number, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

export function done(result: unknown, info?: unknown): Answer {
  return {
    status: 200,
    body: {
      success: true,
      errors: [],
      messages: [],
      result,
      ...(info === undefined ? {} : { result_info: info }),
    },
  }
}

export function refusal({ status, code, message }: Pick<Refused, 'status' | 'code' | 'message'>): Answer {
  return { status, body: { success: false, errors: [{ code, message }], messages: [], result: null } }
}

// oxlint-disable-next-line typescript/no-explicit-any -- what wrangler sends, looked into as a server would
export function jsonOf({ body }: Asked): any {
  return JSON.parse(new TextDecoder().decode(body) || 'null')
}

/** One page of a list, as `page` and `per_page` ask for it: a client that asks on must meet an end. */
export function page(items: readonly unknown[], query: URLSearchParams): Answer {
  const perPage = Number(query.get('per_page') ?? 20)
  const at = Number(query.get('page') ?? 1)
  const shown = items.slice((at - 1) * perPage, at * perPage)
  return done(shown, { page: at, per_page: perPage, count: shown.length, total_count: items.length })
}
