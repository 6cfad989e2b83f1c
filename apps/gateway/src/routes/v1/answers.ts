import { Answer, AnswerRequest } from '@bulkhead/contracts/http/answers'

import { newTextBound } from '../../admission/new-text-bound.ts'
import { AI_MARGIN_MS } from '../../limits.ts'
import { AI_ERRORS, sendAiReply } from '../../reply/send-ai-reply.ts'
import { NAMED_EVENTS } from '../../reply/stream-guard.ts'
import { ask } from '../../request/ask.ts'
import { jsonBody } from '../../request/reader.ts'
import { tenantRoute } from '../../route.ts'

export const answers = tenantRoute({
  method: 'POST',
  path: '/v1/answers',
  scopes: ['chat', 'search'],
  operation: {
    summary: "Answer a question from the tenant's documents",
    description:
      'The server checks every citation: its quote is exact text of the document it names. `warnings` says what could not be consulted.',
    response: Answer,
    streams: true,
    errors: AI_ERRORS,
  },
  probes: ({ owner, words }) => {
    const question = `What is the ballast of ${words('document')}?`
    return [
      { body: { question, filter: { owner } }, foreign: 'served' },
      { body: { question }, hasKey: true, foreign: 'served' },
    ]
  },
  timeoutMs: ({ config }) => config.chat.timeouts.totalMs + AI_MARGIN_MS,
  reads: jsonBody(AnswerRequest),
  keepsResults: true,
  // The sources are known only after retrieval; chat reserves for them on top.
  bound: ({ question }, tenant) => newTextBound(question, tenant),
  handle: async (call, request) => {
    const { env } = call.exchange
    const reply = await ask(call, 'chat', () => env.CHAT.answer(call.ctx, call.tenant.chat, request))
    return sendAiReply(call.exchange, reply, NAMED_EVENTS)
  },
})
