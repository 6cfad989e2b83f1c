import type { GeneratedStream } from '@bulkhead/ai/generated-stream'
import type { ModelCall } from '@bulkhead/ai/model-request'
import type { ChatTenant } from '@bulkhead/contracts/chat'
import type { ChatCompletionRequest } from '@bulkhead/contracts/http/chat-completions'

import { modelClient } from '../generation/models.ts'
import { Spending } from '../generation/spending.ts'
import { errorBodyOf, metaOf, type Started } from '../generation/started.ts'
import { tenantUnderFlags } from '../generation/tenant-under-flags.ts'
import type { Run } from '../run.ts'
import type { EventSink } from '../stream/event-sink.ts'
import { completionCall } from './completion-call.ts'
import { CompletionChunks } from './completion-chunks.ts'
import { completionJson } from './completion-json.ts'

/** `POST /v1/chat/completions`. Throws, with the reservation given back, when there is no answer to be had. */
export async function startCompletion(
  run: Run,
  tenant: ChatTenant,
  request: ChatCompletionRequest,
): Promise<Started> {
  const spending = new Spending(run)
  try {
    const call = completionCall(run.ctx, await tenantUnderFlags(run, tenant), request)
    if (request.stream !== true) return await plain(run, spending, call)
    return await streamed(run, spending, call, request.stream_options?.include_usage === true)
  } catch (thrown) {
    spending.settle(tenant.chat.model)
    throw thrown
  }
}

async function plain(run: Run, spending: Spending, call: ModelCall): Promise<Started> {
  const generated = await modelClient(run).generate(call)
  spending.settle(generated.model, generated.usage)
  return { kind: 'json', json: completionJson(generated), ai: metaOf(generated) }
}

async function streamed(
  run: Run,
  spending: Spending,
  call: ModelCall,
  includeUsage: boolean,
): Promise<Started> {
  const generated = await modelClient(run).stream(call)
  const chunks = new CompletionChunks(generated.model, includeUsage)
  return {
    kind: 'stream',
    ai: metaOf(generated),
    abort: () => generated.abort(),
    pump: async (sink) => {
      const isWhole = await pump(run, generated, chunks, sink)
      spending.settle(generated.model, generated.usageSoFar())
      return isWhole
    },
  }
}

async function pump(
  run: Run,
  generated: GeneratedStream,
  chunks: CompletionChunks,
  sink: EventSink,
): Promise<boolean> {
  try {
    // The role goes out with the first token: each write costs a step through two Workers.
    let head = chunks.start()
    for await (const deltas of generated.deltas()) {
      sink.write([...head, ...chunks.deltas(deltas)])
      head = []
    }
    sink.write([...head, ...chunks.end(generated.finish)])
    return true
  } catch (thrown) {
    sink.write(chunks.error(errorBodyOf(run, thrown)))
    return false
  } finally {
    sink.close()
  }
}
