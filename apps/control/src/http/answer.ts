import { unwrap, type Outcome } from '@bulkhead/contracts/outcome'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { ADMIN_TIMEOUT_MS } from '../limits.ts'
import { registryOf } from '../registry-of.ts'
import type { AdminCall, AdminReply } from '../registry-protocol.ts'
import type { Route, WorkerRoute } from '../route.ts'
import { NO_SESSION_COOKIE, readSessionCookie } from '../sessions/session-cookie.ts'
import { ask } from '../tenant-call.ts'
import type { Exchange } from './exchange.ts'
import { headOf, readCall, readCredentials } from './read-call.ts'
import { carriesCredentials, isStranger, signInByBody, signInOf, throttled } from './sign-in.ts'

/** Sign in → role → read → do. Nothing of the request is judged before the caller is known. */
export async function answer(route: Route, exchange: Exchange, log: Exchange): Promise<Response> {
  const { forNobody } = route
  if (forNobody === undefined) return await answerKnown(route, exchange, log)
  const { ENVIRONMENT: environment, API_ORIGIN } = exchange.env
  const apiOrigin = API_ORIGIN === '' ? undefined : API_ORIGIN
  // A cookie whose session has ended would hide whoever Cloudflare Access knows.
  const isLeftOver = readSessionCookie(exchange.request.headers) !== undefined
  const headers = isLeftOver ? { 'set-cookie': NO_SESSION_COOKIE } : {}
  const nobody = () => {
    const body = forNobody({ environment, apiOrigin })
    return body === null ? new Response(null, { status: 204, headers }) : Response.json(body, { headers })
  }
  if (!carriesCredentials(exchange)) return nobody()
  return await answerKnown(route, exchange, log).catch((thrown: unknown) => {
    if (isStranger(thrown)) return nobody()
    throw thrown
  })
}

async function answerKnown(route: Route, exchange: Exchange, log: Exchange): Promise<Response> {
  const call = await throttled(exchange, async () => {
    const read = await (route.signsIn === true ? openingCall(route, exchange) : knownCall(route, exchange))
    if (route.kind === 'worker') return read
    const reply = await performed(exchange, read)
    log.actorId = reply.actorId
    return { reply }
  })
  if ('reply' in call) return responseOf(call.reply)
  if (route.kind !== 'worker') throw new BulkheadError('not_found')
  return await served(route, exchange, { call, log })
}

async function knownCall(route: Route, exchange: Exchange): Promise<AdminCall> {
  const head = headOf(route, exchange, await signInOf(exchange))
  return await readCall(route, exchange, head).catch(async (thrown: unknown) => {
    // A stranger learns nothing about the request, not even that it is wrong.
    await ask(scopeOf(exchange), 'registry', () => registryOf(exchange.env).authorise(head))
    throw thrown
  })
}

/** A call whose body signs in. It has no Idempotency-Key: a session is never handed out twice. */
async function openingCall(route: Route, exchange: Exchange): Promise<AdminCall> {
  const body = await readCredentials(exchange)
  return { ...headOf(route, exchange, signInByBody(exchange, body)), body }
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
