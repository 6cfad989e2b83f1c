import type { Fetch, LogLine } from '@bulkhead/harness/bulkhead'
import * as fc from 'fast-check'

import type { FuzzedProvider } from './fuzzed-provider.ts'

/** What is fuzzed: the running system, and how much of it. */
export interface Target {
  readonly url: URL
  readonly fetch: Fetch
  readonly logs: () => readonly LogLine[]
  readonly seed: number
  readonly requests: number
  /** Asked by the models `drills/fuzzed-…`. */
  readonly provider: FuzzedProvider
}

export interface SuiteReport {
  readonly name: string
  readonly requests: number
  /** How often each status came. */
  readonly statuses: ReadonlyMap<string, number>
  /** What was found, each with the seed and path that reproduce it. */
  readonly problems: readonly string[]
}

/** Counts statuses, and turns what must never come back into a failure. */
export class Tally {
  readonly statuses = new Map<string, number>()
  requests = 0

  note(status: number | string): void {
    this.requests += 1
    this.statuses.set(String(status), (this.statuses.get(String(status)) ?? 0) + 1)
  }
}

export interface Property<T> {
  readonly name: string
  readonly runs: number
  readonly input: fc.Arbitrary<T>
  /** Throws when something is not as it must be. */
  readonly check: (value: T, tally: Tally) => Promise<void>
}

/** Runs a property; its report says how to reproduce a failure. */
export async function runProperty<T>({ seed }: Target, property: Property<T>): Promise<SuiteReport> {
  const { name, runs, input, check } = property
  const tally = new Tally()
  const { failed, counterexample, errorInstance, counterexamplePath } = await fc.check(
    fc.asyncProperty(input, (value) => check(value, tally)),
    { seed, numRuns: Math.max(1, Math.round(runs)) },
  )
  const report = { name, requests: tally.requests, statuses: tally.statuses }
  if (!failed) return { ...report, problems: [] }
  const problem = [
    `${name}: ${errorInstance instanceof Error ? errorInstance.message : String(errorInstance)}`,
    `  again with --seed ${seed} --only ${name} (path ${counterexamplePath})`,
    `  input ${fc.stringify(counterexample?.[0])}`,
  ]
  return { ...report, problems: [problem.join('\n')] }
}
