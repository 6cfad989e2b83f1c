import type { Fault, FaultMode, FaultTarget } from './fault.ts'

const DEFAULT_STATUS = 500

/** One fault as it hits one call. */
export interface Hit {
  readonly mode: FaultMode
  readonly status: number
}

/** What a call says about itself, for faults that hit only some. */
export interface CallFacts {
  readonly tenantId?: string | undefined
  readonly model?: string | undefined
  readonly method?: string | undefined
}

interface Entry {
  readonly fault: Fault
  /** Calls that still pass. */
  passing: number
  left: number
}

/**
 * The faults that are set in this isolate, at most one for each target. Locally every entry point and Durable
 * Object of a Worker shares one isolate, so they live in its memory, a call that meets none pays nothing, and
 * a restart clears them.
 */
export class FaultSwitch {
  readonly #byTarget = new Map<FaultTarget, Entry>()

  /** Replaces the target's fault. */
  set(fault: Fault): void {
    this.#byTarget.set(fault.target, {
      fault,
      passing: fault.after ?? 0,
      left: fault.count ?? Infinity,
    })
  }

  /** Of one target, or of all. */
  clear(target?: FaultTarget): void {
    if (target === undefined) this.#byTarget.clear()
    else this.#byTarget.delete(target)
  }

  /**
   * The fault that hits this call, if its mode is one of those asked for. Taking the last one of a counted
   * fault removes it.
   */
  take(target: FaultTarget, facts: CallFacts = {}, modes?: readonly FaultMode[]): Hit | undefined {
    const entry = this.#byTarget.get(target)
    if (entry === undefined || !concerns(entry.fault, facts)) return undefined
    const { mode, status = DEFAULT_STATUS } = entry.fault
    if (modes !== undefined && !modes.includes(mode)) return undefined
    if (entry.passing > 0) {
      entry.passing -= 1
      return undefined
    }
    entry.left -= 1
    if (entry.left <= 0) this.#byTarget.delete(target)
    return { mode, status }
  }
}

function concerns({ tenantId, model, method }: Fault, facts: CallFacts): boolean {
  return (
    (tenantId === undefined || tenantId === facts.tenantId) &&
    (method === undefined || method === facts.method) &&
    (model === undefined || isMeant(model, facts.model ?? ''))
  )
}

function isMeant(pattern: string, model: string): boolean {
  return pattern.endsWith('*') ? model.startsWith(pattern.slice(0, -1)) : model === pattern
}

/** This isolate's. */
export const faults = new FaultSwitch()
