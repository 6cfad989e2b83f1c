import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

import type { Account } from './account.ts'
import { done, refusal, Refused, type Answer, type Asked, type Rewrite } from './api/answer.ts'
import { RESOURCE_ROUTES } from './api/resources.ts'
import { SCRIPT_PART_ROUTES } from './api/script-parts.ts'
import { SCRIPT_ROUTES } from './api/scripts.ts'
import { permissionFor, type FaultyAnswer, type Faults } from './faults.ts'

const BASE = '/client/v4'

interface Route {
  readonly method: string
  readonly pattern: URLPattern
  readonly handle: (asked: Asked) => Answer | Promise<Answer>
}

const ROUTES: readonly Route[] = [...SCRIPT_ROUTES, ...SCRIPT_PART_ROUTES, ...RESOURCE_ROUTES].map(
  ([line, handle]) => {
    const [method = '', pathname = ''] = line.split(' ')
    return { method, pattern: new URLPattern({ pathname }), handle }
  },
)

export interface ApiOptions {
  /** The account as it is now: it may be replaced by a copy of an earlier one. */
  readonly account: () => Account
  readonly faults: Faults
  readonly token: string
  readonly rewrite: Rewrite
  /** Called with `GET /path` of every request, before it is answered. */
  readonly onAsked: (request: string) => void
  /** Called after whatever may have changed the account. */
  readonly onChanged: () => void
}

/** The API of one account over HTTP, as far as wrangler and `bulkhead deploy` use it. */
export function createApi(options: ApiOptions): Server {
  return createServer((request, response) => {
    void serve(options, request, response).catch((thrown: unknown) => {
      reply(response, refusal({ status: 500, code: 10013, message: String(thrown) }))
    })
  })
}

async function serve(options: ApiOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const url = new URL(request.url ?? '/', 'http://api')
  const path = url.pathname.slice(BASE.length).replace(/^\/accounts\/[^/]+(?=\/)/, '')
  const { method = 'GET' } = request
  options.onAsked(`${method} ${path}`)
  const fault = options.faults.next(`${method} ${path}`)
  if (fault === 'hang') return
  if (fault === 'cut') return void request.socket.destroy()
  if (typeof fault === 'object' && fault.isDone !== true) return replyWith(response, fault)
  const answer = await answerTo(options, {
    account: options.account(),
    method,
    params: {},
    query: url.searchParams,
    headers: new Headers(request.headers as Record<string, string>),
    body: new Uint8Array(Buffer.concat(chunks)),
    rewrite: options.rewrite,
    path,
  })
  if (method !== 'GET') options.onChanged()
  if (fault === 'lost') return void request.socket.destroy()
  if (typeof fault === 'object') return replyWith(response, fault)
  reply(response, answer)
}

async function answerTo(options: ApiOptions, asked: Asked & { readonly path: string }): Promise<Answer> {
  const { path, method } = asked
  try {
    const isUpload = path === '/workers/assets/upload'
    if (!isUpload && asked.headers.get('authorization') !== `Bearer ${options.token}`) {
      throw new Refused(401, 10000, 'Authentication error')
    }
    if (options.faults.lacks(path))
      throw new Refused(403, 10000, `Authentication error: ${permissionFor(path)}`)
    const about = aboutAccount(options, path)
    if (about !== undefined) return about
    for (const route of ROUTES) {
      const matched = route.method === method ? route.pattern.exec({ pathname: path }) : null
      if (matched !== null) return await route.handle({ ...asked, params: decoded(matched) })
    }
    throw new Refused(404, 7003, `Could not route to ${method} ${path}: the simulation does not know it`)
  } catch (thrown) {
    if (thrown instanceof Refused) return refusal(thrown)
    throw thrown
  }
}

function decoded({ pathname }: URLPatternResult): Record<string, string> {
  return Object.fromEntries(
    Object.entries(pathname.groups).map(([name, value = '']) => [name, decodeURIComponent(value)]),
  )
}

function aboutAccount({ account: of, faults }: ApiOptions, path: string): Answer | undefined {
  const { id } = of()
  const account = { id, name: 'Simulated', type: 'standard' }
  const answers: Record<string, unknown> = {
    '/user/tokens/verify': { id: 't'.repeat(32), status: faults.tokenStatus },
    '/tokens/verify': { id: 't'.repeat(32), status: faults.tokenStatus },
    '/user': { id: 'u'.repeat(32), email: 'ci@example.com' },
    '/accounts': [account],
    [`/accounts/${id}`]: account,
    '/memberships': [{ id: 'm'.repeat(32), account, status: 'accepted' }],
  }
  return path in answers ? done(answers[path]) : undefined
}

function replyWith(response: ServerResponse, { status, retryAfterSeconds }: FaultyAnswer): void {
  if (retryAfterSeconds !== undefined) response.setHeader('retry-after', String(retryAfterSeconds))
  reply(response, refusal({ status, code: status === 429 ? 971 : 10013, message: `simulated ${status}` }))
}

function reply(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}
