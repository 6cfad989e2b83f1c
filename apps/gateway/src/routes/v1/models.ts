import { Model } from '@bulkhead/contracts/http/models'
import { accept } from '@bulkhead/contracts/outcome'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import * as z from 'zod/mini'

import { READ_TIMEOUT_MS } from '../../limits.ts'
import { ask } from '../../request/ask.ts'
import { nothing } from '../../request/reader.ts'
import { pathId, tenantRoute, type TenantCall } from '../../route.ts'
import { chatModelsOf } from '../../tenants/tenant.ts'

export const listModels = tenantRoute({
  method: 'GET',
  path: '/v1/models',
  scopes: ['chat'],
  operation: {
    summary: 'List the models the tenant may use',
    description: 'With what each can do, its limits and, where the deployment names them, its prices.',
    response: z.object({ object: z.literal('list'), data: z.array(Model) }),
  },
  probes: () => [{}],
  timeoutMs: READ_TIMEOUT_MS,
  reads: nothing,
  handle: async (call) => {
    // The chat models are known here; without rag the list is poorer by one, not absent.
    const embedding = await embeddingModel(call).catch(() => undefined)
    const ids = [...chatModelsOf(call.tenant), ...(embedding === undefined ? [] : [embedding])]
    return Response.json({ object: 'list', data: [...new Set(ids)].map((id) => modelJson(call, id)) })
  },
})

export const getModel = tenantRoute({
  method: 'GET',
  path: '/v1/models/:id+',
  scopes: ['chat'],
  operation: {
    summary: 'Read one model',
    description: 'Ids contain slashes; send them raw or as `%2F`.',
    response: Model,
  },
  probes: ({ model }) => [{ params: { id: model }, foreign: 'model_not_found' }],
  timeoutMs: READ_TIMEOUT_MS,
  reads: nothing,
  handle: async (call) => {
    const id = pathId(call.exchange)
    if (!chatModelsOf(call.tenant).includes(id) && id !== (await embeddingModel(call))) {
      throw new BulkheadError('model_not_found', { param: 'model' })
    }
    return Response.json(modelJson(call, id))
  },
})

/** The deployment's, which rag knows. */
async function embeddingModel(call: TenantCall): Promise<string> {
  const { RAG } = call.exchange.env
  const { model } = await ask(call, 'rag', async () => accept(await RAG.embeddingModel()))
  return model
}

function modelJson({ exchange, tenant }: TenantCall, id: string): Model {
  const own = { id, object: 'model' as const, created: 0, owned_by: id.split('/').at(-2) ?? 'bulkhead' }
  const entry = exchange.access.catalogue.entry(id)
  if (entry === undefined) return own
  const { kind, contextLength, capabilities, prices } = entry
  const known = {
    ...(capabilities === undefined ? {} : { capabilities }),
    ...(prices === undefined ? {} : { prices }),
  }
  const facts = { ...own, kind, contextLength, ...known }
  if (kind !== 'chat') return facts
  const { maxOutputTokens } = tenant.config.chat
  return { ...facts, maxOutputTokens: Math.min(entry.maxOutputTokens ?? maxOutputTokens, maxOutputTokens) }
}
