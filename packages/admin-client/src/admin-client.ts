import createClient, { type Client } from 'openapi-fetch'

import { AdminError } from './admin-error.ts'
import type { components, paths } from './schema.ts'

/** What the document calls its schemas, such as `Schemas['Tenant']`. */
export type Schemas = components['schemas']

export type AdminClient = Client<paths>

interface Options {
  /** Of the deployment; left out: the origin of the page, whose session signs the requests in. */
  readonly url?: string
  readonly token?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly fetch?: (request: Request) => Promise<Response>
}

/** The admin API, typed by its own document. Every POST has an Idempotency-Key, so that it can be repeated. */
export function createAdminClient({ url, token, headers, fetch }: Options = {}): AdminClient {
  const client = createClient<paths>({
    ...(url === undefined ? {} : { baseUrl: url }),
    ...(fetch === undefined ? {} : { fetch }),
    headers: { ...headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
  })
  client.use({
    onRequest: ({ request }) => {
      if (request.method !== 'POST' || request.headers.has('idempotency-key')) return
      request.headers.set('idempotency-key', crypto.randomUUID())
    },
  })
  return client
}

/** What a call of the client comes to. */
export interface Result<T> {
  readonly data?: T | undefined
  readonly error?: unknown
  readonly response: Response
}

/** What was answered. @throws AdminError when it is a refusal */
export async function answerOf<T>(result: Promise<Result<T>>): Promise<T> {
  const { data, error, response } = await result
  if (response.ok && data !== undefined) return data
  throw new AdminError(response.status, error)
}

/** Every item of a list, page by page. @throws AdminError */
export async function* everyItem<T>(
  load: (page: {
    readonly limit: number
    readonly cursor?: string
  }) => Promise<Result<{ readonly data: readonly T[]; readonly nextCursor: string | null }>>,
): AsyncGenerator<T, undefined> {
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await answerOf(load({ limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }))
    yield* page.data
    cursor = page.nextCursor
  }
}

const PAGE = 100

/** A dry run's answer shows what would change; any other shows the resource. */
export function isDryRun(answer: object): answer is Schemas['DryRun'] {
  return 'resource' in answer && 'changes' in answer
}
