import type { Counted, Said } from './counted.ts'
import { estimatePrompt } from './estimate-prompt.ts'
import { estimateTokens } from './estimate-tokens.ts'
import type { Usage } from './model-answer.ts'
import type { ModelRequest } from './model-request.ts'

/**
 * The tokens of one attempt: the provider's count, and ours for what it did not count. An interim count is a floor; a zero beside a text is
 * none. Ours is an upper bound, so that a tenant's budget is never overdrawn by it.
 */
export function usageOf(
  request: ModelRequest,
  families: readonly string[],
  { said, counted, isCountFinal }: Said,
): Usage {
  if (counted === undefined) return countUsage(request, families, said)
  const { prompt, completion, total } = reconciled(counted)
  const isComplete = completion !== undefined && isCountFinal && (completion > 0 || said === '')
  const completionTokens = isComplete ? completion : Math.max(completion ?? 0, tokensIn(said))
  const rest = total === undefined ? 0 : Math.max(0, total - completionTokens)
  const promptTokens = prompt ?? (rest > 0 ? rest : promptTokensOf(request, families))
  const estimated = !isComplete || (prompt === undefined && rest === 0)
  return { promptTokens, completionTokens, estimated, ...partsOf(counted) }
}

/** Some servers count what the model thought in the total alone; some count it beside the completion. */
function reconciled({ prompt: given, completion: reported, total, reasoning = 0 }: Counted) {
  // No prompt is empty.
  const prompt = given === 0 ? undefined : given
  if (reported === undefined && (prompt === undefined || total === undefined)) {
    return { prompt, completion: reasoning > 0 ? reasoning : undefined, total }
  }
  const counted = reported ?? 0
  const withReasoning = reasoning > counted ? counted + reasoning : counted
  const left = prompt === undefined || total === undefined ? 0 : total - prompt
  return { prompt, completion: left > counted ? left : withReasoning, total }
}

function partsOf({ cached, cacheWrite, reasoning, details }: Counted) {
  return {
    ...(cached === undefined ? {} : { cachedTokens: cached }),
    ...(cacheWrite === undefined ? {} : { cacheWriteTokens: cacheWrite }),
    ...(reasoning === undefined ? {} : { reasoningTokens: reasoning }),
    ...(Object.keys(details).length === 0 ? {} : { details }),
  }
}

function tokensIn(said: string): number {
  return said === '' ? 0 : estimateTokens(said)
}

/** Our own count of a request and what came of it. */
export function countUsage(request: ModelRequest, models: readonly string[], said: string): Usage {
  const promptTokens = promptTokensOf(request, models)
  return { promptTokens, completionTokens: tokensIn(said), estimated: true }
}

/** With the dearest of the models that may answer. */
export function promptTokensOf(
  { messages, parameters, responses }: ModelRequest,
  models: readonly string[],
): number {
  const { tools, response_format: format } = parameters
  // Thoughts that are sent back are in no message.
  const thoughts = responses?.input.filter(({ type }) => type === 'reasoning') ?? []
  return estimatePrompt({ messages, models, extras: [tools, format, ...thoughts] })
}
