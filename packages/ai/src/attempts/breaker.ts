import { verdictOn, WINDOW_MS, type Outcome } from './breaker-rule.ts'
import { Circuit } from './circuit.ts'

/** Enough for a rate, and bounded. */
const MAX_OUTCOMES = 256

/** One request at one model. Whoever got it tells what became of it; the first report counts. */
export interface Trial {
  /** The first token is there: the model lives. How the answer ends is still to be told. */
  started(): void
  succeeded(nowMs: number): void
  /** In a way that speaks against the model, see {@link blamesModel}. */
  failed(nowMs: number): void
  /** In a way that says nothing about the model. */
  ended(): void
}

interface Standing {
  outcomes: Outcome[]
  readonly everybody: Circuit
  /** Only of tenants that alone were kept from the model. */
  readonly tenants: Map<string, Circuit>
}

/** One per isolate, in memory: which models are not asked for a while, and by whom. The rule is {@link verdictOn}. */
export class Breaker {
  readonly #models = new Map<string, Standing>()

  /** Undefined while the circuit is open for this tenant. */
  enter(model: string, tenantId: string, nowMs: number): Trial | undefined {
    const standing = this.#standing(model)
    const circuits = circuitsOf(standing, tenantId)
    if (!circuits.every((circuit) => circuit.allows(nowMs))) return undefined
    return new RunningTrial(
      standing,
      tenantId,
      circuits.filter((circuit) => circuit.enter()),
    )
  }

  /** Until the next request may go out, ms. */
  waitMs(model: string, tenantId: string, nowMs: number): number {
    const circuits = circuitsOf(this.#standing(model), tenantId)
    return Math.max(...circuits.map((circuit) => circuit.waitMs(nowMs)))
  }

  #standing(model: string): Standing {
    const known = this.#models.get(model)
    if (known !== undefined) return known
    const standing: Standing = { outcomes: [], everybody: new Circuit(), tenants: new Map() }
    this.#models.set(model, standing)
    return standing
  }
}

function circuitsOf({ everybody, tenants }: Standing, tenantId: string): Circuit[] {
  const own = tenants.get(tenantId)
  return own === undefined ? [everybody] : [everybody, own]
}

class RunningTrial implements Trial {
  readonly #standing: Standing
  readonly #tenantId: string
  /** The open circuits that it tries. */
  #tried: readonly Circuit[]
  #isOver = false

  constructor(standing: Standing, tenantId: string, tried: readonly Circuit[]) {
    this.#standing = standing
    this.#tenantId = tenantId
    this.#tried = tried
  }

  started(): void {
    if (this.#isOver || this.#tried.length === 0) return
    for (const circuit of this.#tried) circuit.close()
    this.#tried = []
    this.#forget()
  }

  succeeded(nowMs: number): void {
    if (this.#isOver) return
    this.started()
    this.#isOver = true
    this.#note({ atMs: nowMs, tenantId: this.#tenantId, failed: false })
  }

  failed(nowMs: number): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#note({ atMs: nowMs, tenantId: this.#tenantId, failed: true })
    for (const circuit of this.#tried) circuit.trialFailed(nowMs)
    const { outcomes, everybody, tenants } = this.#standing
    const verdict = verdictOn(outcomes, this.#tenantId, nowMs)
    if (verdict === 'everybody' && everybody.isClosed) everybody.open(nowMs)
    if (verdict !== 'tenant' || tenants.has(this.#tenantId)) return
    const own = new Circuit()
    own.open(nowMs)
    tenants.set(this.#tenantId, own)
  }

  ended(): void {
    if (this.#isOver) return
    this.#isOver = true
    for (const circuit of this.#tried) circuit.trialLeft()
  }

  /** What closed a circuit begins anew: old failures must not open it again with the next one. */
  #forget(): void {
    const { everybody, tenants } = this.#standing
    if (everybody.isClosed) this.#standing.outcomes = this.#standing.outcomes.filter(({ failed }) => !failed)
    if (tenants.get(this.#tenantId)?.isClosed === true) tenants.delete(this.#tenantId)
  }

  #note(outcome: Outcome): void {
    const { outcomes } = this.#standing
    outcomes.push(outcome)
    const since = outcome.atMs - WINDOW_MS
    const firstKept = outcomes.findIndex(({ atMs }) => atMs > since)
    outcomes.splice(0, Math.max(firstKept, outcomes.length - MAX_OUTCOMES))
  }
}
