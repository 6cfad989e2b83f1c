import { MAX_TURN_MS, TURN_MARGIN_MS, TURNS_AT_ONCE } from '../limits.ts'

interface Tenant {
  /** When each of its turns began. */
  readonly running: Set<{ readonly sinceMs: number }>
  /** Whatever was queued before is in the messages that its last turn sent. */
  handedOnMs: number
}

/** Gives the turn back. `hasHandedOn`: the tenant's waiting documents have new messages, at the end of the queue. */
export type EndTurn = (hasHandedOn: boolean, nowMs: number) => void

/**
 * Turns of tenants in this isolate. The queue is first come, first served, so the thousand messages of one
 * tenant stand before the one of another. Each turn takes a batch of them and ends by sending messages for what
 * waits; older messages of that tenant then cost nothing, and whoever stands behind them is next. Forgetting
 * is harmless: then a message does what it says.
 */
export class TenantTurns {
  readonly #tenants = new Map<string, Tenant>()

  /** Undefined: the tenant has its turns already, or the message is older than what its last one handed on. */
  begin(tenantId: string, sentMs: number, nowMs: number): EndTurn | undefined {
    this.#forgetIdle(nowMs)
    const tenant = this.#tenants.get(tenantId) ?? { running: new Set(), handedOnMs: 0 }
    if (tenant.running.size >= TURNS_AT_ONCE || sentMs < tenant.handedOnMs - TURN_MARGIN_MS) return undefined
    this.#tenants.set(tenantId, tenant)
    const turn = { sinceMs: nowMs }
    tenant.running.add(turn)
    return (hasHandedOn, endMs) => {
      tenant.running.delete(turn)
      if (hasHandedOn) tenant.handedOnMs = Math.max(tenant.handedOnMs, endMs)
    }
  }

  /** A turn that never ended was ended by the runtime. */
  #forgetIdle(nowMs: number): void {
    for (const [tenantId, { running, handedOnMs }] of this.#tenants) {
      for (const turn of running) if (turn.sinceMs + MAX_TURN_MS < nowMs) running.delete(turn)
      if (running.size === 0 && handedOnMs + MAX_TURN_MS < nowMs) this.#tenants.delete(tenantId)
    }
  }
}
