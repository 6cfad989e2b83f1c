import type { RowId } from './specification.ts'
import type { Stage } from './stage.ts'

/** One promise of the specification, broken on purpose. */
export interface Drill {
  /** D-01 … */
  readonly id: string
  readonly failure: string
  /** The rows of the specification that it proves. */
  readonly rows: readonly RowId[]
  /** How the failure is caused, in a few words. */
  readonly injected: string
  /** What must be seen, in a few words. */
  readonly expected: string
  /** Where the local system only imitates the failure: how it differs from the real one. */
  readonly simulated?: string
  /** Runs with the tests. */
  readonly quick?: true
  /** How long it may take; 30 s by default. */
  readonly limitMs?: number
  /** Breaks, checks, and returns what was seen, in a few words. Problems go to the stage. */
  readonly run: (stage: Stage) => Promise<string>
  /** Of `drills/mutants`: the same system without the protection that the drill watches. Under it the drill must turn red. */
  readonly mutant: string
}

/**
 * `inconclusive`: a log line or count that should have been there was not; that is a failure too. `unsteady`: the system was not healthy
 * before or did not recover; `stopped`: the drill took too long or threw.
 */
export type Verdict = 'green' | 'red' | 'inconclusive' | 'unsteady' | 'stopped'

export interface Result {
  readonly id: string
  readonly verdict: Verdict
  readonly seen: string
  readonly problems: readonly string[]
  readonly tookMs: number
}
