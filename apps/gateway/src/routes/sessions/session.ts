import { Session } from '@bulkhead/contracts/http/sessions'

import { READ_TIMEOUT_MS } from '../../limits.ts'
import { ask } from '../../request/ask.ts'
import { nothing } from '../../request/reader.ts'
import { pathId, tenantRoute } from '../../route.ts'

const path = '/v1/sessions/:id'

export const getSession = tenantRoute({
  method: 'GET',
  path,
  scopes: ['chat'],
  operation: { summary: 'Read a session', response: Session },
  probes: ({ sessionId }) => [{ params: { id: sessionId }, foreign: 'not_found' }],
  timeoutMs: READ_TIMEOUT_MS,
  reads: nothing,
  handle: async (call) => {
    const id = pathId(call.exchange)
    return Response.json(await ask(call, 'chat', () => call.exchange.env.CHAT.getSession(call.ctx, id)))
  },
})

export const deleteSession = tenantRoute({
  method: 'DELETE',
  path,
  scopes: ['chat'],
  operation: {
    summary: 'Delete a session and its messages',
    description: 'A stream that is running ends with an `error` event.',
    status: 204,
  },
  probes: ({ sessionId }) => [{ params: { id: sessionId }, spends: 'session', foreign: 'not_found' }],
  timeoutMs: READ_TIMEOUT_MS,
  reads: nothing,
  handle: async (call) => {
    const id = pathId(call.exchange)
    await ask(call, 'chat', () => call.exchange.env.CHAT.deleteSession(call.ctx, id))
    return new Response(null, { status: 204 })
  },
})
