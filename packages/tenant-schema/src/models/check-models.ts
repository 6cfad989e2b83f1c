import type { Problem } from '../problem.ts'
import type { TenantConfig } from '../tenant-config.ts'
import type { ModelEntry } from './model-catalogue.ts'

/** What is asked of a tenant's config. */
interface NamesModels {
  readonly chat: Pick<TenantConfig['chat'], 'model' | 'fallbackModels' | 'allowedModels'>
  readonly budget?: Pick<TenantConfig['budget'], 'spendPerDay' | 'spendPerMonth'>
}

/** Models that a tenant names and the catalogue lacks, or has for something else. */
export function unknownModels(
  { chat }: NamesModels,
  models: ReadonlyMap<string, Pick<ModelEntry, 'kind'>>,
): Problem[] {
  const named = [
    ['chat.model', chat.model] as const,
    ...chat.fallbackModels.map((id, i) => [`chat.fallbackModels.${i}`, id] as const),
    ...chat.allowedModels.map((id, i) => [`chat.allowedModels.${i}`, id] as const),
  ]
  return named.flatMap(([path, id]) => {
    const kind = models.get(id)?.kind
    if (kind === 'chat') return []
    const wrong = kind === undefined ? 'is not in models.json' : `is of kind ${kind} in models.json, not chat`
    return [{ path, message: `"${id}" ${wrong}` }]
  })
}

/** The models of a tenant with a budget in money that have no price: what they cost could not be reserved. */
export function unpricedModels(
  { chat, budget }: NamesModels,
  isPriced: (model: string) => boolean,
): Problem[] {
  if (budget?.spendPerDay === undefined && budget?.spendPerMonth === undefined) return []
  const named = [...new Set([chat.model, ...chat.fallbackModels, ...chat.allowedModels])]
  return named
    .filter((model) => !isPriced(model))
    .map((model) => ({
      path: 'budget',
      message: `a budget in money needs a price for the model "${model}"`,
    }))
}
