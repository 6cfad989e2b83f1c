/** After so many failed attempts in a row a model is left alone for a while. */
const OPENS_AFTER = 5
const HALF_OPEN_AFTER_MS = 5_000

interface Circuit {
  failures: number
  openUntilMs: number
  probing: boolean
}

/** One circuit per model, in the memory of the isolate. A half-open circuit lets one attempt through and waits for what becomes of it. */
export class Breaker {
  readonly #circuits = new Map<string, Circuit>()

  /** Whether an attempt may go out. Who got `true` reports back with one of the three methods below. */
  enter(model: string, nowMs: number): boolean {
    const circuit = this.#circuits.get(model)
    if (circuit === undefined || circuit.failures < OPENS_AFTER) return true
    if (circuit.probing || nowMs < circuit.openUntilMs) return false
    circuit.probing = true
    return true
  }

  /** The model answered. */
  succeeded(model: string): void {
    this.#circuits.delete(model)
  }

  /** First token: the model lives, but one more failure opens the circuit again. */
  started(model: string): void {
    const circuit = this.#circuits.get(model)
    if (circuit?.probing !== true) return
    circuit.probing = false
    circuit.failures = OPENS_AFTER - 1
  }

  failed(model: string, nowMs: number): void {
    const circuit = this.#circuits.get(model) ?? { failures: 0, openUntilMs: 0, probing: false }
    circuit.failures += 1
    circuit.probing = false
    circuit.openUntilMs = nowMs + HALF_OPEN_AFTER_MS
    this.#circuits.set(model, circuit)
  }

  /** The attempt ended without telling anything about the model. */
  unknown(model: string): void {
    const circuit = this.#circuits.get(model)
    if (circuit !== undefined) circuit.probing = false
  }

  /** Until the next attempt may go out, ms. */
  waitMs(model: string, nowMs: number): number {
    return Math.max(0, (this.#circuits.get(model)?.openUntilMs ?? 0) - nowMs)
  }
}
