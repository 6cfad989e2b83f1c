import type { Model } from '@bulkhead/contracts/http/models'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { ask } from '../callee.ts'
import { nothing } from '../json-body.ts'
import { READ_TIMEOUT_MS } from '../limits.ts'
import { pathId, tenantRoute, type TenantCall } from '../route.ts'

export const listModels = tenantRoute({
  method: 'GET',
  path: '/v1/models',
  scopes: ['chat'],
  timeoutMs: READ_TIMEOUT_MS,
  read: nothing,
  handle: async (call) => Response.json({ object: 'list', data: await modelsOf(call) }),
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
    const model = (await modelsOf(call)).find((candidate) => candidate.id === id)
    if (model === undefined) throw new BulkheadError('model_not_found', { param: 'model' })
    return Response.json(model)
  },
})

/** The tenant's own model, the others it may name, then the deployment's embedding model. */
async function modelsOf(call: TenantCall): Promise<Model[]> {
  const { model, allowedModels } = call.tenant.config.chat
  const embedding = await ask(call, 'rag', async () => ({
    ok: true,
    value: await call.exchange.env.RAG.embeddingModel(),
  }))
  return [...new Set([model, ...allowedModels, embedding.model])].map((id) => ({
    id,
    object: 'model',
    created: 0,
    owned_by: id.split('/').at(-2) ?? 'bulkhead',
  }))
}
