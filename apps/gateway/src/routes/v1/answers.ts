import { estimatePromptTokens } from '@bulkhead/ai/estimate-tokens'
import { AnswerRequest } from '@bulkhead/contracts/http/answers'

import { AI_MARGIN_MS } from '../../limits.ts'
import { sendAiReply } from '../../reply/send-ai-reply.ts'
import { NAMED_EVENTS } from '../../reply/stream-guard.ts'
import { ask } from '../../request/ask.ts'
import { jsonBody } from '../../request/json-body.ts'
import { tenantRoute } from '../../route.ts'

export const answers = tenantRoute<AnswerRequest>({
  method: 'POST',
  path: '/v1/answers',
  scopes: ['chat', 'search'],
  timeoutMs: ({ config }) => config.chat.timeouts.totalMs + AI_MARGIN_MS,
  read: jsonBody(AnswerRequest),
  keepsResults: true,
  // The sources are known only after retrieval; chat reserves for them on top.
  tokens: ({ question }, { config }) =>
    estimatePromptTokens([question, config.chat.systemPrompt ?? '']) + config.chat.maxOutputTokens,
  handle: async (call, request) => {
    const { env } = call.exchange
    const reply = await ask(call, 'chat', () => env.CHAT.answer(call.ctx, call.tenant.chat, request))
    return sendAiReply(call, reply, NAMED_EVENTS)
  },
})
