import type { Symptoms } from '@bulkhead/faults/suffer'
import { withFaults } from '@bulkhead/faults/with-faults'

import { AiError } from './ai-error.ts'
import { parseInput, type AiInput, type GenerationInput } from './ai-inputs.ts'
import { embed } from './embeddings/embed.ts'
import type { LocalCloudEnv } from './env.ts'
import { DEFAULT_TOKEN_DELAY_MS, FAULT_DRIP_MS, FAULT_TOKENS_BEFORE_CUT } from './limits.ts'
import { generate } from './text/generate.ts'
import { rankContexts } from './text/rank-contexts.ts'
import { NOTICE, rewriteIn } from './text/stand-alone.ts'
import { endlessStream, tokenStream, type Pace } from './text/token-stream.ts'

/** `env.AI.run` as played here, for any model id: what the inputs hold decides what is done; the model only gives embeddings their shape. */
export async function runModel(env: LocalCloudEnv, inputs: unknown, model = ''): Promise<unknown> {
  const input = parseInput(inputs)
  return withFaults('ai', { model }, symptomsOf(env, input), () => answer(env, input, model))
}

async function answer(env: LocalCloudEnv, input: AiInput, model: string): Promise<unknown> {
  if ('contexts' in input) return rankContexts(input)
  if (!('texts' in input)) return respond(env, input)
  const data = await embed(input.texts, env, model)
  return { shape: [data.length, data[0]?.length ?? 0], data, pooling: 'cls' }
}

function respond(env: LocalCloudEnv, input: GenerationInput): unknown {
  const generated = generate(input)
  if (input.stream) return tokenStream(generated, { delayMs: delayOf(env) })
  const { words, toolCalls, finishReason, usage } = generated
  return {
    response: words.join(''),
    ...(toolCalls.length > 0 ? { tool_calls: toolCalls } : {}),
    finish_reason: finishReason,
    usage,
    ...(rewriteIn(input.messages.at(-1)?.text ?? '') === undefined ? {} : { notice: NOTICE }),
  }
}

function symptomsOf(env: LocalCloudEnv, input: AiInput): Symptoms<unknown> {
  const streams = 'stream' in input && input.stream
  const streamed = (pace: Partial<Pace>) => {
    if (!('stream' in input)) throw AiError.ofStatus(500)
    return tokenStream(generate(input), { delayMs: delayOf(env), ...pace })
  }
  return {
    failure: (status) => AiError.ofStatus(status),
    others: {
      malformed: () => (streams ? garbageStream() : { result: '<html>bad gateway</html>' }),
      cut: () => {
        if (!streams) throw AiError.ofStatus(500)
        return streamed({ cutAfter: FAULT_TOKENS_BEFORE_CUT })
      },
      drip: (run) => (streams ? streamed({ delayMs: FAULT_DRIP_MS }) : run()),
      stall: (run) => (streams ? streamed({ silentAfter: FAULT_TOKENS_BEFORE_CUT }) : run()),
      endless: (run) => (streams ? endlessStream(generate(input).words, delayOf(env)) : run()),
    },
  }
}

function garbageStream(): ReadableStream<Uint8Array> {
  return new Blob(['data: {"response":\n\ndata: <html>bad gateway</html>\n\n']).stream()
}

function delayOf(env: LocalCloudEnv): number {
  return Number(env.LOCAL_TOKEN_DELAY_MS ?? DEFAULT_TOKEN_DELAY_MS)
}
