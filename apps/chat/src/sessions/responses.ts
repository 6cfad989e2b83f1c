import type { AiReply, ChatTenant } from '@bulkhead/contracts/chat'
import { itemsOf } from '@bulkhead/contracts/http/responses/response-input'
import type {
  InputItemsList,
  InputItemsPage,
  ResponseObject,
} from '@bulkhead/contracts/http/responses/response-object'
import type { ResponsesRequest } from '@bulkhead/contracts/http/responses/responses-request'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { askDirectory, askSession } from '../call-object.ts'
import { Spending } from '../generation/spending.ts'
import { withReferences } from '../kept/referenced-items.ts'
import { reply } from '../kept/reply.ts'
import { MAX_KEPT_INPUT_BYTES } from '../limits.ts'
import { inputItemsOf } from '../responses/input-items.ts'
import { placeOf, type ResponsePlace } from '../responses/response-ids.ts'
import { messagesOf } from '../responses/response-messages.ts'
import type { Run } from '../run.ts'
import type { ResponseContext, SessionRequest, StoredResponse } from '../stored-response.ts'
import { createSession, getSession } from './sessions.ts'

const utf8 = new TextEncoder()

/** What is said of a question that is not all text. */
const NO_TEXT = '(no text)'

/** `POST /v1/responses`: an answer of a session, or, with `store: false`, of none. */
export async function respond(run: Run, tenant: ChatTenant, asked: ResponsesRequest): Promise<AiReply> {
  const request = await released(run, tenant, () => withReferences(asked, (id) => stored(run, id)))
  if (request.store === false) {
    const { items: earlier } = await released(run, tenant, () => contextOf(run, request))
    return await reply(run, { kind: 'response', tenant, request, earlier })
  }
  const context = await released(run, tenant, () => contextOf(run, request))
  try {
    return await sent(run, tenant, request, context)
  } catch (thrown) {
    // Another branch was faster: this one goes on in a session of its own.
    if (BulkheadError.from(thrown).code !== 'session_busy' || !context.isFree) throw thrown
    return await sent(run, tenant, request, { ...context, isFree: false })
  }
}

async function sent(
  run: Run,
  tenant: ChatTenant,
  request: ResponsesRequest,
  context: Continued,
): Promise<AiReply> {
  const { sessionId, message } = await released(run, tenant, () => placed(run, tenant, request, context))
  return await askSession(run, sessionId, (session) => session.send(run.ctx, tenant, sessionId, message))
}

/** From the moment a session has the message, its reservation is the session's to settle. */
async function released<T>(run: Run, tenant: ChatTenant, step: () => Promise<T>): Promise<T> {
  try {
    return await step()
  } catch (thrown) {
    new Spending(run).settle(tenant.chat.model)
    throw thrown
  }
}

interface Continued extends ResponseContext {
  readonly place?: ResponsePlace
}

async function contextOf(run: Run, { previous_response_id: previous }: ResponsesRequest): Promise<Continued> {
  if (previous == null) return { items: [], isFree: false }
  try {
    const place = await knownPlace(run, previous)
    const context = await askSession(run, place.sessionId, (session) =>
      session.context(run.ctx, place.messageId),
    )
    return { ...context, place }
  } catch (thrown) {
    const error = BulkheadError.from(thrown)
    throw error.code === 'not_found'
      ? new BulkheadError('not_found', { param: 'previous_response_id' })
      : error
  }
}

/**
 * The session that a response goes into, and what it is sent. It is that of the response before, if that is
 * its newest; else a new one with a copy of what was said, so that branches do not wait for each other. Under
 * an Idempotency-Key it is always the key's own, where a repeat finds it.
 */
async function placed(
  run: Run,
  tenant: ChatTenant,
  request: ResponsesRequest,
  { items, isFree, place }: Continued,
): Promise<{ readonly sessionId: string; readonly message: SessionRequest }> {
  const { idempotencyKey } = run.ctx
  const own = isFree && idempotencyKey === undefined ? place : undefined
  const earlier = own === undefined ? items : []
  const bytes = keptBytes(request, earlier)
  const key = idempotencyKey === undefined ? {} : { idempotencyKey: `responses ${idempotencyKey}` }
  const { idempotencyKey: _key, ...ctx } = run.ctx
  const sessionId =
    own?.sessionId ?? (await createSession({ ...run, ctx: { ...ctx, ...key } }, {}, tenant)).id
  const { maxBytes } = tenant.sessions
  await askDirectory(run, (directory) => directory.touch(run.ctx, sessionId, { bytes, maxBytes }))
  return { sessionId, message: messageOf(request, { earlier, previous: own?.messageId }) }
}

/** @throws BulkheadError `payload_too_large` for what no row could hold */
function keptBytes(request: ResponsesRequest, earlier: ResponseContext['items']): number {
  const bytes = utf8.encode(JSON.stringify([request, earlier])).byteLength
  if (bytes <= MAX_KEPT_INPUT_BYTES) return bytes
  throw new BulkheadError('payload_too_large', {
    message: 'The items are too large to be kept. Send them with store: false, or send less.',
    details: { limitBytes: MAX_KEPT_INPUT_BYTES },
  })
}

function messageOf(
  request: ResponsesRequest,
  { earlier, previous }: Pick<StoredResponse, 'previous'> & { readonly earlier: ResponseContext['items'] },
): SessionRequest {
  const content = messagesOf(itemsOf(request.input))
    .map((message) => (typeof message.content === 'string' ? message.content : ''))
    .filter((text) => text !== '')
    .join('\n')
  return {
    content: content === '' ? NO_TEXT : content,
    stream: request.stream === true,
    ...(request.model == null ? {} : { model: request.model }),
    response: { request, earlier, previous },
  }
}

/** The directory is asked first: an id that names nothing never wakes an object. */
async function knownPlace(run: Run, id: string): Promise<ResponsePlace> {
  const place = placeOf(id)
  await getSession(run, place.sessionId)
  return place
}

async function stored(run: Run, id: string): Promise<StoredResponse> {
  const { sessionId, messageId } = await knownPlace(run, id)
  return await askSession(run, sessionId, (session) => session.response(run.ctx, messageId))
}

export async function getResponse(run: Run, id: string): Promise<ResponseObject> {
  return (await stored(run, id)).body
}

export async function inputItems(run: Run, id: string, page: InputItemsPage): Promise<InputItemsList> {
  return inputItemsOf(await stored(run, id), page)
}

/** An event's place in the session's log is one more than its sequence number. */
export async function streamResponse(run: Run, id: string, after: number): Promise<AiReply> {
  const { sessionId, messageId } = await knownPlace(run, id)
  await askSession(run, sessionId, (session) => session.response(run.ctx, messageId))
  return await askSession(run, sessionId, (session) => session.attach(run.ctx, messageId, after + 1))
}

export async function cancelResponse(run: Run, id: string): Promise<ResponseObject> {
  const { sessionId, messageId } = await knownPlace(run, id)
  return (await askSession(run, sessionId, (session) => session.cancel(run.ctx, messageId))).body
}

export async function deleteResponse(run: Run, id: string): Promise<null> {
  const { sessionId, messageId } = await knownPlace(run, id)
  await askSession(run, sessionId, (session) => session.forget(run.ctx, messageId))
  return null
}
