import type { ChatTenant, CompletionTenant } from '@bulkhead/contracts/chat'
import type { RagTenant } from '@bulkhead/contracts/rag'
import type { TenantSettings } from '@bulkhead/contracts/record/tenant-record'
import { parseTenantId, type TenantId } from '@bulkhead/tenant-schema/tenant-id'

/** A tenant's config at one epoch. It says nothing about who may use it. */
export interface Tenant {
  readonly id: TenantId
  readonly epoch: number
  readonly config: TenantSettings
  /** The slice that chat needs, and that for a completion. */
  readonly chat: ChatTenant
  readonly completion: CompletionTenant
  /** The slice that rag needs. */
  readonly rag: RagTenant
}

export function tenantOf(config: TenantSettings, epoch: number): Tenant {
  const { chat, sessions, rag, flags } = config
  return {
    id: parseTenantId(config.id),
    epoch,
    config,
    chat: { chat, sessions, rag, flags },
    completion: { chat, flags },
    rag: { rag, flags },
  }
}

/** The chat models that requests may name, the one that is meant when none is named first. */
export function chatModelsOf({ config: { chat } }: Tenant): string[] {
  return [...new Set([chat.model, ...chat.allowedModels])]
}

/**
 * The tenant as a key with models of its own sees it: the others are as absent as those of other tenants.
 * Undefined when none is left.
 */
export function seenBy(tenant: Tenant, models: readonly string[] | undefined): Tenant | undefined {
  if (models === undefined) return tenant
  const [model, ...allowedModels] = chatModelsOf(tenant).filter((id) => models.includes(id))
  if (model === undefined) return undefined
  const { chat } = tenant.config
  const fallbackModels = chat.fallbackModels.filter((id) => models.includes(id))
  const own = { ...chat, model, allowedModels, fallbackModels }
  return tenantOf({ ...tenant.config, chat: own }, tenant.epoch)
}

/** Who may answer a request: the model that it names, if it may, and the fallbacks. */
export function answeringModels(tenant: Tenant, named?: string): string[] {
  const { model, fallbackModels } = tenant.config.chat
  const asked = named !== undefined && chatModelsOf(tenant).includes(named) ? named : model
  return [...new Set([asked, ...fallbackModels])]
}
