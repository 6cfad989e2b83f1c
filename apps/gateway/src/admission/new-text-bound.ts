import { estimatePromptTokens } from '@bulkhead/ai/estimate-tokens'
import type { Bound } from '@bulkhead/contracts/rate-limit'

import { answeringModels, type Tenant } from '../tenants/tenant.ts'

/** Of a request whose history or sources only chat knows: it reserves for them on top. */
export function newTextBound(text: string, tenant: Tenant, model?: string): Bound {
  const { systemPrompt = '', maxOutputTokens } = tenant.config.chat
  return {
    promptTokens: estimatePromptTokens([text, systemPrompt]),
    completionTokens: maxOutputTokens,
    models: answeringModels(tenant, model),
  }
}
