import { ModelCatalogue, type ModelEntry } from '@bulkhead/tenant-schema/models/model-catalogue'

/**
 * The deployment's models by the id that tenants know. Built at module load: a broken catalogue fails the
 * deploy, not a request.
 */
export class Catalogue {
  readonly #models: ReadonlyMap<string, ModelEntry>

  /** @throws ZodError when `raw` is no `models.json` */
  constructor(raw: unknown) {
    this.#models = new Map(Object.entries(ModelCatalogue.parse(raw).models))
  }

  /** Every model by its id. */
  all(): ReadonlyMap<string, ModelEntry> {
    return this.#models
  }

  entry(model: string): ModelEntry | undefined {
    return this.#models.get(model)
  }

  /** The models of one kind, in the order of the catalogue. */
  idsOf(kind: ModelEntry['kind']): string[] {
    return [...this.#models].filter(([, entry]) => entry.kind === kind).map(([id]) => id)
  }

  /** It thinks before it speaks, for longer than proxies wait for a first byte. */
  isReasoning(model: string): boolean {
    return this.#models.get(model)?.capabilities?.includes('reasoning') ?? false
  }

  /** What each model is by its maker's name, which decides what its images cost. */
  familiesOf(models: readonly string[]): readonly string[] {
    return models.map((model) => {
      const entry = this.#models.get(model)
      return entry?.family ?? entry?.upstreamId ?? model
    })
  }
}
