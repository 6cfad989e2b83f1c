import { pageOf } from '@bulkhead/contracts/http/lists'
import { CreateSession, Session, SessionsPage } from '@bulkhead/contracts/http/sessions'

import { READ_TIMEOUT_MS } from '../../limits.ts'
import { sendStored } from '../../reply/send-stored.ts'
import { ask } from '../../request/ask.ts'
import { jsonBody, queryOf } from '../../request/reader.ts'
import { tenantRoute } from '../../route.ts'

const path = '/v1/sessions'

export const createSession = tenantRoute({
  method: 'POST',
  path,
  scopes: ['chat'],
  operation: {
    summary: 'Start a conversation that the server stores',
    status: 201,
    response: Session,
    errors: ['storage_unavailable'],
  },
  probes: ({ words }) => [
    {
      body: { title: words('session'), metadata: { note: words('note') } },
      hasKey: true,
      foreign: 'served',
    },
  ],
  timeoutMs: READ_TIMEOUT_MS,
  reads: jsonBody(CreateSession),
  keepsResults: true,
  handle: async (call, request) => {
    const made = await ask(call, 'chat', () =>
      call.exchange.env.CHAT.createSession(call.ctx, request, call.tenant.chat),
    )
    return sendStored(made, 201)
  },
})

export const listSessions = tenantRoute({
  method: 'GET',
  path,
  scopes: ['chat'],
  operation: { summary: 'List sessions', response: pageOf(Session) },
  probes: () => [{ query: { limit: '100', q: 'a' } }],
  timeoutMs: READ_TIMEOUT_MS,
  reads: queryOf(SessionsPage),
  handle: async (call, page) =>
    Response.json(await ask(call, 'chat', () => call.exchange.env.CHAT.listSessions(call.ctx, page))),
})
