import { unwrap, type Outcome } from '@bulkhead/contracts/outcome'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { MAX_JSON_BYTES } from '@bulkhead/http/limits'
import { refuseUnknownQuery } from '@bulkhead/http/query'
import { parseJson, readText, refuseTooLarge } from '@bulkhead/http/read-body'
import * as z from 'zod/mini'

import { ADMIN_TIMEOUT_MS, MAX_IDEMPOTENCY_KEY_CHARS } from '../limits.ts'
import { registryOf } from '../registry-of.ts'
import type { AdminCall, AdminReply } from '../registry-protocol.ts'
import { keyOf, type Route, type WorkerRoute } from '../route.ts'
import { ask } from '../tenant-call.ts'
import type { Exchange } from './exchange.ts'
import { signInOf, throttled } from './sign-in.ts'

const anything = z.unknown()
const clientIpOf = (request: Request) => request.headers.get('cf-connecting-ip') ?? 'unknown'

/** Sign in → role → read → do. Nothing of the request is judged before the caller is known. */
export async function answer(route: Route, exchange: Exchange, log: Exchange): Promise<Response> {
  const { env, request, url } = exchange
  const call = await throttled(exchange, async () => {
    const signIn = await signInOf(exchange)
    const head: AdminCall = {
      route: keyOf(route),
      params: exchange.params,
      query: Object.fromEntries(url.searchParams),
      body: undefined,
      text: '',
      signIn,
      conditions: conditionsOf(exchange),
      idempotencyKey: undefined,
      requestId: exchange.requestId,
      traceparent: exchange.traceparent,
      ip: clientIpOf(request),
      userAgent: request.headers.get('user-agent')?.slice(0, 200),
      origin: url.origin,
    }
    const read = await readAll(route, exchange, head).catch(async (thrown: unknown) => {
      // A stranger learns nothing about the request, not even that it is wrong.
      await ask(scopeOf(exchange), 'registry', () => registryOf(env).authorise(head))
      throw thrown
    })
    if (route.kind === 'worker') return read
    const reply = await performed(exchange, read)
    log.actorId = reply.actorId
    return { reply }
  })
  if ('reply' in call) return responseOf(call.reply)
  if (route.kind !== 'worker') throw new BulkheadError('not_found')
  return await served(route, exchange, { call, log })
}

function conditionsOf({ request, url }: Exchange): AdminCall['conditions'] {
  return {
    ifMatch: request.headers.get('if-match') ?? undefined,
    ifNoneMatch: request.headers.get('if-none-match') ?? undefined,
    dryRun: url.searchParams.get('dryRun') === 'true',
  }
}

/** What only the request itself can be refused for. */
async function readAll(route: Route, { request, url }: Exchange, head: AdminCall): Promise<AdminCall> {
  const limit = route.maxBytes ?? MAX_JSON_BYTES
  refuseTooLarge(request, limit)
  refuseUnknownQuery(url, route.query)
  const idempotencyKey = route.method === 'POST' ? idempotencyKeyOf(request) : undefined
  if (route.body === undefined) return { ...head, idempotencyKey }
  const text = await readText(request, limit)
  return { ...head, idempotencyKey, text, body: parseJson(request, text, anything) }
}

function idempotencyKeyOf(request: Request): string | undefined {
  const key = request.headers.get('idempotency-key')
  if (key === null) return undefined
  if (key.length > 0 && key.length <= MAX_IDEMPOTENCY_KEY_CHARS) return key
  const message = `must have 1 to ${MAX_IDEMPOTENCY_KEY_CHARS} characters`
  throw new BulkheadError('invalid_request', {
    param: 'Idempotency-Key',
    details: [{ path: 'Idempotency-Key', message }],
  })
}

function scopeOf({ log, startMs }: Exchange) {
  return { log, deadline: startMs + ADMIN_TIMEOUT_MS }
}

function performed(exchange: Exchange, call: AdminCall): Promise<AdminReply> {
  return ask<AdminReply>(scopeOf(exchange), 'registry', async (): Promise<Outcome<AdminReply>> =>
    registryOf(exchange.env).perform(call),
  )
}

function responseOf({ status, body, headers }: AdminReply): Response {
  return body === null ? new Response(null, { status, headers }) : Response.json(body, { status, headers })
}

/** A route that asks other Workers: who asks first, what was done last. */
async function served(
  route: WorkerRoute,
  exchange: Exchange,
  { call, log }: { readonly call: AdminCall; readonly log: Exchange },
): Promise<Response> {
  const { env, requestId, traceparent, traceId } = exchange
  const scope = scopeOf(exchange)
  const { actor, tenantId } = await throttled(exchange, () =>
    ask(scope, 'registry', () => registryOf(env).authorise(call)),
  )
  log.actorId = actor.id
  if (tenantId !== undefined) log.log = log.log.with({ tenantId })
  const trace = { requestId, traceparent, traceId }
  const at = { env, actor, tenantId, trace, log: log.log, route: route.path, deadline: scope.deadline }
  const { response, deed } = await route.serve(at, call)
  if (deed !== undefined) unwrap(await registryOf(env).note(call, deed))
  return response
}
