import type { GeneratedStream } from '@bulkhead/ai/generated-stream'
import type { Effort } from '@bulkhead/ai/model-answer'
import type { ModelCall } from '@bulkhead/ai/model-request'
import { sleep } from '@bulkhead/calls/backoff'
import type { AiMeta, AiReply, ChatTenant } from '@bulkhead/contracts/chat'
import { traceIdOf } from '@bulkhead/contracts/context'
import type { ChatCompletionRequest } from '@bulkhead/contracts/http/chat-completions'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { errorBody } from '@bulkhead/errors/envelope'

import { ClientStream } from './client-stream.ts'
import type { EventSink } from './event-sink.ts'
import { DRAIN_MS } from './limits.ts'
import { modelClient } from './models.ts'
import { completionCall } from './openai/completion-call.ts'
import { CompletionChunks } from './openai/completion-chunks.ts'
import { completionJson } from './openai/completion-json.ts'
import type { Run } from './run.ts'
import { settle } from './settle.ts'

/** `POST /v1/chat/completions` in the Worker itself: nothing is stored, so a client that leaves before the first token finds no answer. */
export async function complete(
  run: Run,
  tenant: ChatTenant,
  request: ChatCompletionRequest,
): Promise<AiReply> {
  const started = await startCompletion(run, tenant, request)
  if (started.kind === 'json') return { ...started, replayed: false }
  const client = new ClientStream(() => run.waitUntil(sleep(DRAIN_MS).then(started.abort)))
  run.waitUntil(started.pump(client))
  return { kind: 'stream', stream: client.readable, ai: started.ai, replayed: false }
}

/** A completion that has its answer, or the first token of it. */
export type StartedCompletion =
  | { readonly kind: 'json'; readonly json: string; readonly ai: AiMeta }
  | {
      readonly kind: 'stream'
      readonly ai: AiMeta
      /** Writes the whole stream and settles; false when it ended with an error. Never throws. */
      readonly pump: (sink: EventSink) => Promise<boolean>
      readonly abort: () => void
    }

/** Throws, with the reservation given back, when there is no answer to be had. */
export async function startCompletion(
  run: Run,
  tenant: ChatTenant,
  request: ChatCompletionRequest,
): Promise<StartedCompletion> {
  try {
    const call = completionCall(run.ctx, tenant, request)
    if (request.stream !== true) return await plain(run, call)
    return await streamed(run, call, request.stream_options?.include_usage === true)
  } catch (thrown) {
    settle(run, tenant.chat.model)
    throw thrown
  }
}

async function plain(run: Run, call: ModelCall): Promise<StartedCompletion> {
  const generated = await modelClient(run).generate(call)
  settle(run, generated.model, generated.usage)
  return { kind: 'json', json: completionJson(generated), ai: metaOf(generated) }
}

async function streamed(run: Run, call: ModelCall, includeUsage: boolean): Promise<StartedCompletion> {
  const generated = await modelClient(run).stream(call)
  return {
    kind: 'stream',
    ai: metaOf(generated),
    pump: (sink) => pump(run, generated, new CompletionChunks(generated.model, includeUsage), sink),
    abort: () => generated.abort(),
  }
}

async function pump(
  run: Run,
  generated: GeneratedStream,
  chunks: CompletionChunks,
  sink: EventSink,
): Promise<boolean> {
  try {
    sink.write(chunks.start())
    for await (const deltas of generated.deltas()) sink.write(chunks.deltas(deltas))
    sink.write(chunks.end(generated.finish))
    return true
  } catch (thrown) {
    const { requestId, traceparent } = run.ctx
    const error = BulkheadError.from(thrown)
    sink.write(chunks.error(errorBody(error, { requestId, traceId: traceIdOf(traceparent) })))
    return false
  } finally {
    sink.close()
    settle(run, generated.model, generated.usageSoFar())
  }
}

function metaOf({ model, attempts, providerMs }: Effort): AiMeta {
  return { model, attempts, providerMs }
}
