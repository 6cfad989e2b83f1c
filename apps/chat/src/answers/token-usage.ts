import type { Usage } from '@bulkhead/ai/model-answer'
import type { TokenUsage } from '@bulkhead/contracts/http/sessions'

/** As clients read it. */
export function tokenUsage({ promptTokens, completionTokens }: Usage): TokenUsage {
  return { promptTokens, completionTokens, totalTokens: promptTokens + completionTokens }
}
