import { MAX_REMEMBERED_OBJECTS } from '../limits.ts'
import type { LogLine } from '../log-line.ts'

interface Subject {
  readonly durableObjectId?: string
}

/**
 * Whose an event is. The platform does not know; lines do, and an object that once said its tenant keeps it.
 */
export class TenantMemory {
  readonly #byObject = new Map<string, string>()

  tenantOf({ durableObjectId }: Subject, lines: readonly LogLine[]): string {
    const said = tenantIn(lines)
    if (durableObjectId === undefined) return said ?? 'none'
    if (said === undefined) return this.#byObject.get(durableObjectId) ?? 'none'
    this.#byObject.delete(durableObjectId)
    this.#byObject.set(durableObjectId, said)
    const [oldest] = this.#byObject.keys()
    if (this.#byObject.size > MAX_REMEMBERED_OBJECTS && oldest !== undefined) this.#byObject.delete(oldest)
    return said
  }
}

/** The one tenant that the lines name; undefined when they name none, or several. */
function tenantIn(lines: readonly LogLine[]): string | undefined {
  let only: string | undefined
  for (const { tenantId, metrics = [] } of lines) {
    for (const named of [tenantId, ...metrics.map(({ labels }) => labels['tenantId'])]) {
      if (named === undefined || named === only) continue
      if (only !== undefined) return undefined
      only = String(named)
    }
  }
  return only
}
