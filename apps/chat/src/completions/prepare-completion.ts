import type { CompletionTenant } from '@bulkhead/contracts/chat'
import type { ChatCompletionRequest } from '@bulkhead/contracts/http/chat-completions'

import type { PreparedJson, PreparedStream } from '../generation/prepared.ts'
import { tenantUnderFlags } from '../generation/tenant-under-flags.ts'
import type { Run } from '../run.ts'
import { ChunkWriter } from './chunk-writer.ts'
import { completionCall } from './completion-call.ts'
import { CompletionChunks } from './completion-chunks.ts'
import { completionJson } from './completion-json.ts'

/**
 * `POST /v1/chat/completions`. The client sends the whole conversation, so the gateway's reservation covers
 * it.
 */
export async function prepareCompletion(
  run: Run,
  tenant: CompletionTenant,
  { request, written }: { readonly request: ChatCompletionRequest; readonly written?: string | undefined },
): Promise<PreparedJson & PreparedStream> {
  const includeUsage = request.stream_options?.include_usage === true
  const isLegacy = asksForFunctions(request)
  return {
    call: completionCall(run.ctx, await tenantUnderFlags(run, tenant), request, written),
    hasContext: false,
    json: (generated) => completionJson(generated, isLegacy),
    writer: (sink, model) => new ChunkWriter(sink, new CompletionChunks(model, includeUsage, isLegacy)),
  }
}

/** In OpenAI's form before there were tools: who asks in it reads no other. */
function asksForFunctions(request: ChatCompletionRequest): boolean {
  return Array.isArray(request['functions']) && request.tools == null
}
