import type { Model } from '@bulkhead/contracts/http/models'
import { accept } from '@bulkhead/contracts/outcome'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { READ_TIMEOUT_MS } from '../../limits.ts'
import { ask } from '../../request/ask.ts'
import { nothing } from '../../request/json-body.ts'
import { pathId, tenantRoute, type TenantCall } from '../../route.ts'

export const listModels = tenantRoute({
  method: 'GET',
  path: '/v1/models',
  scopes: ['chat'],
  timeoutMs: READ_TIMEOUT_MS,
  read: nothing,
  handle: async (call) => {
    // The chat models are known here; without rag the list is poorer by one, not absent.
    const embedding = await embeddingModel(call).catch(() => undefined)
    const ids = [...chatModels(call), ...(embedding === undefined ? [] : [embedding])]
    return Response.json({ object: 'list', data: [...new Set(ids)].map(modelJson) })
  },
})

/** Model ids hold slashes, raw or as `%2F`. */
export const getModel = tenantRoute({
  method: 'GET',
  path: '/v1/models/:id+',
  scopes: ['chat'],
  timeoutMs: READ_TIMEOUT_MS,
  read: nothing,
  handle: async (call) => {
    const id = pathId(call.exchange)
    if (!chatModels(call).includes(id) && id !== (await embeddingModel(call))) {
      throw new BulkheadError('model_not_found', { param: 'model' })
    }
    return Response.json(modelJson(id))
  },
})

/** The tenant's own model, then the others it may name. */
function chatModels({ tenant }: TenantCall): string[] {
  return [tenant.config.chat.model, ...tenant.config.chat.allowedModels]
}

/** The deployment's, which rag knows. */
async function embeddingModel(call: TenantCall): Promise<string> {
  const { RAG } = call.exchange.env
  const { model } = await ask(call, 'rag', async () => accept(await RAG.embeddingModel()))
  return model
}

function modelJson(id: string): Model {
  return { id, object: 'model', created: 0, owned_by: id.split('/').at(-2) ?? 'bulkhead' }
}
