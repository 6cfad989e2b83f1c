import { StreamProtocol } from '@bulkhead/contracts/http/sessions'

import { AI_MARGIN_MS } from '../../limits.ts'
import { sendNamedEvents } from '../../reply/send-named-events.ts'
import { ask } from '../../request/ask.ts'
import { lastEventId } from '../../request/last-event-id.ts'
import { withQuery } from '../../request/reader.ts'
import { pathId, tenantRoute } from '../../route.ts'

export const attachToMessage = tenantRoute({
  method: 'GET',
  path: '/v1/sessions/:id/messages/:messageId/stream',
  scopes: ['chat'],
  operation: {
    summary: 'Attach to a running or finished answer',
    description: 'Send the id of the last event you saw as `Last-Event-ID` to get the events after it.',
    streams: true,
  },
  probes: ({ sessionId, messageId }) => {
    const params = { id: sessionId, messageId }
    return [
      { params, foreign: 'not_found' },
      { params, query: { protocol: 'ui-message-stream' }, foreign: 'not_found' },
    ]
  },
  timeoutMs: ({ config }) => config.chat.timeouts.totalMs + AI_MARGIN_MS,
  reads: withQuery(lastEventId, StreamProtocol),
  handle: async (call, { request: seen, query }) => {
    const id = pathId(call.exchange)
    const messageId = pathId(call.exchange, 'messageId')
    const { env } = call.exchange
    const reply = await ask(call, 'chat', () => env.CHAT.attach(call.ctx, id, messageId, seen))
    return sendNamedEvents(call.exchange, reply, query)
  },
})
