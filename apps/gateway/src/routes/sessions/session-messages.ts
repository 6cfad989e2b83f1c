import { pageOf, PageRequest } from '@bulkhead/contracts/http/lists'
import { Message, SendMessage, StreamProtocol } from '@bulkhead/contracts/http/sessions'

import { newTextBound } from '../../admission/new-text-bound.ts'
import { AI_MARGIN_MS, READ_TIMEOUT_MS } from '../../limits.ts'
import { AI_ERRORS } from '../../reply/send-ai-reply.ts'
import { sendNamedEvents } from '../../reply/send-named-events.ts'
import { ask } from '../../request/ask.ts'
import { jsonBody, queryOf, withQuery } from '../../request/reader.ts'
import { pathId, tenantRoute } from '../../route.ts'

const path = '/v1/sessions/:id/messages'

export const listMessages = tenantRoute({
  method: 'GET',
  path,
  scopes: ['chat'],
  operation: { summary: 'Read the history, oldest first', response: pageOf(Message) },
  probes: ({ sessionId }) => [{ params: { id: sessionId }, foreign: 'not_found' }],
  timeoutMs: READ_TIMEOUT_MS,
  reads: queryOf(PageRequest),
  handle: async (call, page) => {
    const id = pathId(call.exchange)
    return Response.json(
      await ask(call, 'chat', () => call.exchange.env.CHAT.listMessages(call.ctx, id, page)),
    )
  },
})

const UI_MESSAGES = { protocol: 'ui-message-stream' }

export const sendMessage = tenantRoute({
  method: 'POST',
  path,
  scopes: ['chat'],
  operation: {
    summary: 'Send a message and get the answer',
    description:
      "With `stream: true` the answer comes as named events: `message.start`, `retrieval`, `delta`, `citation`, and exactly one of `message.end` and `error`. The answer is finished and stored even if the client disconnects. `retrieval` needs the scope `search` too. With `?protocol=ui-message-stream` it comes as the AI SDK's `useChat` reads it.",
    response: Message,
    streams: true,
    errors: [...AI_ERRORS, 'session_busy', 'storage_unavailable'],
  },
  probes: ({ sessionId, words }) => {
    const params = { id: sessionId }
    const content = words('message')
    return [
      { params, body: { content, retrieval: true }, foreign: 'not_found' },
      { params, body: { content, stream: true }, foreign: 'not_found' },
      { params, query: UI_MESSAGES, body: { content }, foreign: 'not_found' },
    ]
  },
  timeoutMs: ({ config }) => config.chat.timeouts.totalMs + AI_MARGIN_MS,
  reads: withQuery(jsonBody(SendMessage), StreamProtocol),
  moreScopes: ({ request: { retrieval } }) =>
    retrieval === undefined || retrieval === false ? [] : ['search'],
  keepsResults: true,
  // Only the session knows the history; it reserves for it on top.
  bound: ({ request: { content, model } }, tenant) => newTextBound(content, tenant, model),
  handle: async (call, { request, query }) => {
    const id = pathId(call.exchange)
    const { env } = call.exchange
    const message = query.protocol === undefined ? request : { ...request, stream: true }
    const reply = await ask(call, 'chat', () => env.CHAT.sendMessage(call.ctx, call.tenant.chat, id, message))
    return sendNamedEvents(call.exchange, reply, query)
  },
})
