import { estimatePromptTokens } from '@bulkhead/ai/estimate-tokens'
import { PageRequest } from '@bulkhead/contracts/http/lists'
import { CreateSession, SendMessage } from '@bulkhead/contracts/http/sessions'

import { AI_MARGIN_MS, READ_TIMEOUT_MS } from '../../limits.ts'
import { sendAiReply } from '../../reply/send-ai-reply.ts'
import { sendStored } from '../../reply/send-stored.ts'
import { NAMED_EVENTS } from '../../reply/stream-guard.ts'
import { ask } from '../../request/ask.ts'
import { jsonBody, nothing, queryOf } from '../../request/json-body.ts'
import { lastEventIdOf } from '../../request/last-event-id.ts'
import { pathId, tenantRoute } from '../../route.ts'

const timeoutMs = READ_TIMEOUT_MS

export const createSession = tenantRoute<CreateSession>({
  method: 'POST',
  path: '/v1/sessions',
  scopes: ['chat'],
  timeoutMs,
  read: jsonBody(CreateSession),
  handle: async (call, request) => {
    const made = await ask(call, 'chat', () => call.exchange.env.CHAT.createSession(call.ctx, request))
    return sendStored(made, 201)
  },
})

export const listSessions = tenantRoute<PageRequest>({
  method: 'GET',
  path: '/v1/sessions',
  scopes: ['chat'],
  timeoutMs,
  read: queryOf(PageRequest),
  handle: async (call, page) =>
    Response.json(await ask(call, 'chat', () => call.exchange.env.CHAT.listSessions(call.ctx, page))),
})

export const getSession = tenantRoute({
  method: 'GET',
  path: '/v1/sessions/:id',
  scopes: ['chat'],
  timeoutMs,
  read: nothing,
  handle: async (call) => {
    const id = pathId(call.exchange)
    return Response.json(await ask(call, 'chat', () => call.exchange.env.CHAT.getSession(call.ctx, id)))
  },
})

export const deleteSession = tenantRoute({
  method: 'DELETE',
  path: '/v1/sessions/:id',
  scopes: ['chat'],
  timeoutMs,
  read: nothing,
  handle: async (call) => {
    const id = pathId(call.exchange)
    await ask(call, 'chat', () => call.exchange.env.CHAT.deleteSession(call.ctx, id))
    return new Response(null, { status: 204 })
  },
})

export const listMessages = tenantRoute<PageRequest>({
  method: 'GET',
  path: '/v1/sessions/:id/messages',
  scopes: ['chat'],
  timeoutMs,
  read: queryOf(PageRequest),
  handle: async (call, page) => {
    const id = pathId(call.exchange)
    return Response.json(
      await ask(call, 'chat', () => call.exchange.env.CHAT.listMessages(call.ctx, id, page)),
    )
  },
})

export const sendMessage = tenantRoute<SendMessage>({
  method: 'POST',
  path: '/v1/sessions/:id/messages',
  scopes: ['chat'],
  timeoutMs: ({ config }) => config.chat.timeouts.totalMs + AI_MARGIN_MS,
  read: jsonBody(SendMessage),
  moreScopes: ({ retrieval }) => (retrieval === undefined || retrieval === false ? [] : ['search']),
  keepsResults: true,
  // The history is known to the session alone, which reserves for it on top.
  tokens: ({ content }, { config }) =>
    estimatePromptTokens([content, config.chat.systemPrompt ?? '']) + config.chat.maxOutputTokens,
  handle: async (call, request) => {
    const id = pathId(call.exchange)
    const { env } = call.exchange
    const reply = await ask(call, 'chat', () => env.CHAT.sendMessage(call.ctx, call.tenant.chat, id, request))
    return sendAiReply(call, reply, NAMED_EVENTS)
  },
})

export const attachToMessage = tenantRoute({
  method: 'GET',
  path: '/v1/sessions/:id/messages/:messageId/stream',
  scopes: ['chat'],
  timeoutMs: ({ config }) => config.chat.timeouts.totalMs + AI_MARGIN_MS,
  read: async ({ request }) => ({ input: lastEventIdOf(request.headers) }),
  handle: async (call, lastEventId) => {
    const id = pathId(call.exchange)
    const messageId = pathId(call.exchange, 'messageId')
    const { env } = call.exchange
    const reply = await ask(call, 'chat', () => env.CHAT.attach(call.ctx, id, messageId, lastEventId))
    return sendAiReply(call, reply, NAMED_EVENTS)
  },
})
