import type { Counted } from '../counted.ts'
import { isRecord, numberOf, recordOf, type JsonRecord } from '../json/json.ts'

/** Names of OpenAI, then of Anthropic, Gemini, Ollama, Bedrock. */
const PROMPT = ['prompt_tokens', 'input_tokens', 'promptTokenCount', 'prompt_eval_count', 'inputTokens']
const COMPLETION = [
  'completion_tokens',
  'output_tokens',
  'candidatesTokenCount',
  'eval_count',
  'outputTokens',
]
const TOTAL = ['total_tokens', 'totalTokenCount', 'totalTokens']
const COUNTS = new Set([...PROMPT, ...COMPLETION, ...TOTAL])

/** The provider's own count, if it is one. */
export function readUsage(value: unknown): Counted | undefined {
  if (!isRecord(value)) return undefined
  const counted = { ...countsIn(value), ...partsIn(value), details: besidesCounts(value) }
  const sum = (counted.prompt ?? 0) + (counted.completion ?? 0) + (counted.total ?? 0)
  // All zero is how some servers say that they did not count.
  return sum === 0 ? undefined : counted
}

function countsIn(usage: JsonRecord) {
  const prompt = countIn(usage, PROMPT)
  // Anthropic's own form counts the cached part apart.
  const isApart = usage['prompt_tokens'] === undefined && usage['input_tokens_details'] === undefined
  const apart = isApart
    ? (countIn(usage, ['cache_read_input_tokens']) ?? 0) +
      (countIn(usage, ['cache_creation_input_tokens']) ?? 0)
    : 0
  return {
    prompt: prompt === undefined ? undefined : prompt + apart,
    completion: completionIn(usage),
    total: countIn(usage, TOTAL),
  }
}

/** Gemini's own form counts thoughts beside the completion, always. */
function completionIn(usage: JsonRecord): number | undefined {
  const completion = countIn(usage, COMPLETION)
  const thoughts = countIn(usage, ['thoughtsTokenCount'])
  return completion === undefined ? undefined : completion + (thoughts ?? 0)
}

function partsIn(usage: JsonRecord) {
  const ofPrompt = recordOf(usage['prompt_tokens_details'] ?? usage['input_tokens_details'])
  const ofCompletion = recordOf(usage['completion_tokens_details'] ?? usage['output_tokens_details'])
  return {
    cached:
      countIn(ofPrompt, ['cached_tokens']) ??
      // DeepSeek, Anthropic, Moonshot, Gemini.
      countIn(usage, [
        'prompt_cache_hit_tokens',
        'cache_read_input_tokens',
        'cached_tokens',
        'cachedContentTokenCount',
      ]),
    cacheWrite:
      countIn(ofPrompt, ['cache_creation_tokens', 'cache_write_tokens']) ??
      countIn(usage, ['cache_creation_input_tokens', 'cache_write_input_tokens']),
    reasoning:
      countIn(ofCompletion, ['reasoning_tokens']) ??
      countIn(usage, ['reasoning_tokens', 'thoughtsTokenCount']),
  }
}

/** Some servers send counts as text, or as fractions of what they average over. */
function countIn(usage: JsonRecord, names: readonly string[]): number | undefined {
  for (const name of names) {
    const count = numberOf(usage[name])
    if (count !== undefined && count >= 0 && count <= Number.MAX_SAFE_INTEGER) return Math.ceil(count)
  }
  return undefined
}

function besidesCounts(usage: JsonRecord): JsonRecord {
  return Object.fromEntries(Object.entries(usage).filter(([name]) => !COUNTS.has(name)))
}

/** A later count of the same answer: what it leaves out, or sets back to zero, is as it was. */
export function laterCount(before: Counted | undefined, now: Counted): Counted {
  if (before === undefined) return now
  return {
    prompt: larger(before.prompt, now.prompt),
    completion: larger(before.completion, now.completion),
    total: larger(before.total, now.total),
    cached: larger(before.cached, now.cached),
    cacheWrite: larger(before.cacheWrite, now.cacheWrite),
    reasoning: larger(before.reasoning, now.reasoning),
    details: { ...before.details, ...now.details },
  }
}

function larger(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b)
}
