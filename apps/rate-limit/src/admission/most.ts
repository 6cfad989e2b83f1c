import type { Ask, Bound, Reservation } from '@bulkhead/contracts/rate-limit'
import { mostOf } from '@bulkhead/spending/price'

import type { Most } from '../plan.ts'
import type { KnownTenant } from '../record/tenant-copy.ts'

/** The most that a request may use, at the prices of now. */
export function mostOfAsk({ bound }: Ask, tenant: KnownTenant | undefined, nowMs: number): Most {
  if (bound === undefined) return { tokens: 0, nanoDollars: 0 }
  return priced(bound, tenant, nowMs)
}

/** The same of tokens that are reserved alone: by any model of the tenant's chat, unless it is said by which. */
export function mostOfReservation(
  { tokens, completionTokens = tokens, models }: Reservation,
  tenant: KnownTenant | undefined,
  nowMs: number,
): Most {
  const chat = tenant?.config.chat
  const own = chat === undefined ? [] : [chat.model, ...chat.fallbackModels, ...chat.allowedModels]
  const bound = { promptTokens: tokens - completionTokens, completionTokens, models: models ?? own }
  return priced(bound, tenant, nowMs)
}

function priced(bound: Bound, tenant: KnownTenant | undefined, nowMs: number): Most {
  return {
    tokens: bound.promptTokens + bound.completionTokens,
    nanoDollars: mostOf(bound, tenant?.prices ?? {}, nowMs),
  }
}
