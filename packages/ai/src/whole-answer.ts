import type { Delta, Extra, Generated, Thought } from './model-answer.ts'
import type { ModelRequest } from './model-request.ts'
import type { DeltaReader } from './reading/delta-reader.ts'
import { joinExtra } from './reading/extra.ts'
import { finishReasonOf } from './reading/finish-reason.ts'
import { usageOf } from './usage.ts'

type Whole = Pick<
  Generated,
  'text' | 'refusal' | 'thought' | 'toolCalls' | 'finishReason' | 'usage' | 'extra'
>

const NO_EXTRA: Extra = {}

/** Everything that a provider sends for one answer, be it in pieces, put together. */
export async function wholeAnswer(
  reader: DeltaReader,
  request: ModelRequest,
  families: readonly string[],
): Promise<Whole> {
  const all = await allDeltas(reader)
  const text = all.map((delta) => delta.text).join('')
  const refusal = all.map((delta) => delta.refusal).join('')
  const extra = all.reduce((sum, delta) => joinExtra(sum, delta.extra), NO_EXTRA)
  const { answer } = reader
  const usage = usageOf(request, families, answer)
  const toolCalls = answer.toolCalls.all
  const ending = { reported: answer.finishReason, hasToolCalls: toolCalls.length > 0, usage }
  const finishReason = finishReasonOf({ ...ending, maxTokens: request.maxTokens })
  const thought = thoughtIn(all)
  return {
    text,
    refusal,
    ...(thought === undefined ? {} : { thought }),
    toolCalls,
    finishReason,
    usage,
    extra: joinExtra(extra, reader.lastExtra),
  }
}

function thoughtIn(all: readonly Delta[]): Thought | undefined {
  const thoughts = all.flatMap(({ thought }) => (thought === undefined ? [] : [thought]))
  if (thoughts.length === 0) return undefined
  const items = thoughts.flatMap((thought) => thought.items ?? [])
  return { isSummary: thoughts.some(({ isSummary }) => isSummary), items }
}

async function allDeltas(reader: DeltaReader): Promise<readonly Delta[]> {
  const all: Delta[] = []
  try {
    for (let deltas = await reader.next(); deltas !== undefined; deltas = await reader.next()) {
      all.push(...deltas)
    }
    return all
  } catch (thrown) {
    reader.cancel()
    throw thrown
  }
}
