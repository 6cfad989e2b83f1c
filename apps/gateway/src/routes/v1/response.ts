import {
  InputItemsList,
  InputItemsPage,
  ReadResponse,
  ResponseObject,
} from '@bulkhead/contracts/http/responses/response-object'
import * as z from 'zod/mini'

import { AI_MARGIN_MS, READ_TIMEOUT_MS } from '../../limits.ts'
import { sendAiReply } from '../../reply/send-ai-reply.ts'
import { RESPONSE_EVENTS } from '../../reply/stream-guard.ts'
import { ask } from '../../request/ask.ts'
import { nothing, queryOf } from '../../request/reader.ts'
import { pathId, tenantRoute } from '../../route.ts'

const path = '/v1/responses/:id'

export const getResponse = tenantRoute({
  method: 'GET',
  path,
  scopes: ['chat'],
  operation: {
    summary: 'Read a response',
    description:
      'With `?stream=true` its events, running or not; with `&starting_after=` only those after that sequence number.',
    response: ResponseObject,
    streams: true,
  },
  probes: ({ responseId }) => [
    { params: { id: responseId }, foreign: 'not_found' },
    { params: { id: responseId }, query: { stream: 'true', starting_after: '1' }, foreign: 'not_found' },
  ],
  timeoutMs: ({ config }) => config.chat.timeouts.totalMs + AI_MARGIN_MS,
  reads: queryOf(ReadResponse),
  handle: async (call, { stream, starting_after: after = -1 }) => {
    const id = pathId(call.exchange)
    const { env } = call.exchange
    if (stream !== 'true')
      return Response.json(await ask(call, 'chat', () => env.CHAT.getResponse(call.ctx, id)))
    const reply = await ask(call, 'chat', () => env.CHAT.streamResponse(call.ctx, id, after))
    return sendAiReply(call.exchange, reply, RESPONSE_EVENTS)
  },
})

export const deleteResponse = tenantRoute({
  method: 'DELETE',
  path,
  scopes: ['chat'],
  operation: {
    summary: 'Delete a response',
    description: 'With what it was asked. Responses after it keep what was said since.',
    response: z.object({ id: z.string(), object: z.literal('response'), deleted: z.literal(true) }),
  },
  probes: ({ responseId }) => [{ params: { id: responseId }, spends: 'response', foreign: 'not_found' }],
  timeoutMs: READ_TIMEOUT_MS,
  reads: nothing,
  handle: async (call) => {
    const id = pathId(call.exchange)
    await ask(call, 'chat', () => call.exchange.env.CHAT.deleteResponse(call.ctx, id))
    return Response.json({ id, object: 'response', deleted: true })
  },
})

export const cancelResponse = tenantRoute({
  method: 'POST',
  path: `${path}/cancel`,
  scopes: ['chat'],
  operation: {
    summary: 'Cancel a response that is being made',
    description: 'What it has said by then is kept. One that has ended stays as it is.',
    response: ResponseObject,
  },
  probes: ({ responseId }) => [{ params: { id: responseId }, foreign: 'not_found' }],
  timeoutMs: READ_TIMEOUT_MS,
  reads: nothing,
  handle: async (call) => {
    const id = pathId(call.exchange)
    return Response.json(await ask(call, 'chat', () => call.exchange.env.CHAT.cancelResponse(call.ctx, id)))
  },
})

export const listInputItems = tenantRoute({
  method: 'GET',
  path: `${path}/input_items`,
  scopes: ['chat'],
  operation: { summary: 'Read what a response was asked', response: InputItemsList },
  probes: ({ responseId }) => [{ params: { id: responseId }, foreign: 'not_found' }],
  timeoutMs: READ_TIMEOUT_MS,
  reads: queryOf(InputItemsPage),
  handle: async (call, page) => {
    const id = pathId(call.exchange)
    return Response.json(await ask(call, 'chat', () => call.exchange.env.CHAT.inputItems(call.ctx, id, page)))
  },
})
