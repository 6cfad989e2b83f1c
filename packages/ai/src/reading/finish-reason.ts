import type { Usage } from '../model-answer.ts'

interface Ending {
  readonly reported: string | undefined
  readonly hasToolCalls: boolean
  readonly usage: Usage
  readonly maxTokens: number
}

/** Workers AI's own form gives no reason, so it is told from the answer itself. */
export function finishReasonOf({ reported, hasToolCalls, usage, maxTokens }: Ending): string {
  if (reported !== undefined) return reported
  if (hasToolCalls) return 'tool_calls'
  return !usage.estimated && usage.completionTokens >= maxTokens ? 'length' : 'stop'
}
