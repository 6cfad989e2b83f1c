import type { Delta, Extra, Generated } from './model-answer.ts'
import type { ModelRequest } from './model-request.ts'
import type { DeltaReader } from './reading/delta-reader.ts'
import { joinExtra } from './reading/extra.ts'
import { finishReasonOf } from './reading/finish-reason.ts'
import { usageOf } from './usage.ts'

type Whole = Pick<Generated, 'text' | 'refusal' | 'toolCalls' | 'finishReason' | 'usage' | 'extra'>

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
  return { text, refusal, toolCalls, finishReason, usage, extra: joinExtra(extra, reader.lastExtra) }
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
