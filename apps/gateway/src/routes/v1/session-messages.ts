import { pageOf, PageRequest } from '@bulkhead/contracts/http/lists'
import { Message, SendMessage } from '@bulkhead/contracts/http/sessions'

import { newTextBound } from '../../admission/new-text-bound.ts'
import { AI_MARGIN_MS, READ_TIMEOUT_MS } from '../../limits.ts'
import { AI_ERRORS, sendAiReply } from '../../reply/send-ai-reply.ts'
import { NAMED_EVENTS } from '../../reply/stream-guard.ts'
import { ask } from '../../request/ask.ts'
import { jsonBody, queryOf } from '../../request/reader.ts'
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

export const sendMessage = tenantRoute({
  method: 'POST',
  path,
  scopes: ['chat'],
  operation: {
    summary: 'Send a message and get the answer',
    description:
      'With `stream: true` the answer comes as named events: `message.start`, `retrieval`, `delta`, `citation`, and exactly one of `message.end` and `error`. The answer is finished and stored even if the client disconnects. `retrieval` needs the scope `search` too.',
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
    ]
  },
  timeoutMs: ({ config }) => config.chat.timeouts.totalMs + AI_MARGIN_MS,
  reads: jsonBody(SendMessage),
  moreScopes: ({ retrieval }) => (retrieval === undefined || retrieval === false ? [] : ['search']),
  keepsResults: true,
  // Only the session knows the history; it reserves for it on top.
  bound: ({ content, model }, tenant) => newTextBound(content, tenant, model),
  handle: async (call, request) => {
    const id = pathId(call.exchange)
    const { env } = call.exchange
    const reply = await ask(call, 'chat', () => env.CHAT.sendMessage(call.ctx, call.tenant.chat, id, request))
    return sendAiReply(call.exchange, reply, NAMED_EVENTS)
  },
})
