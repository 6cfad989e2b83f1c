import { problemOf } from './apply.ts'
import type { Mutant, TestWatch } from './mutant.ts'
import { redWithoutMutant, runMutant } from './run-mutant.ts'
import type { Judgement } from './verdict.ts'

const MARKS = { caught: '✓', survived: '✘', broken: '?' } as const
const REASON_CHARS = 600

/** Runs each mutant, one at a time, since each starts a whole system. True when every one was caught. */
export async function runMutants(mutants: readonly Mutant[]): Promise<boolean> {
  const startMs = Date.now()
  if (!checkMutants(mutants)) return false
  const red = await redWithoutMutant(testsOf(mutants))
  for (const problem of red) console.error(problem)
  if (red.length > 0) return false
  let caught = 0
  for (const mutant of mutants) {
    const mutantStartMs = Date.now()
    const judgement = await runMutant(mutant)
    if (judgement.verdict === 'caught') caught += 1
    print(mutant, judgement, mutantStartMs)
  }
  console.log(`${caught} of ${mutants.length} mutants caught in ${secondsSince(startMs)} s`)
  return caught === mutants.length
}

/** True when every patch still applies; otherwise reports patch, file and hunk. */
export function checkMutants(mutants: readonly Mutant[]): boolean {
  const problems = mutants.flatMap((mutant) => problemOf(mutant) ?? [])
  for (const problem of problems) console.error(problem)
  return problems.length === 0
}

function print(mutant: Mutant, { verdict, reason }: Judgement, startMs: number): void {
  console.log(`${MARKS[verdict]} ${mutant.name} (${secondsSince(startMs)} s): ${verdict}`)
  console.log(`    removes ${mutant.removes}`)
  console.log(`    ${reason.slice(0, REASON_CHARS).replaceAll('\n', '\n    ')}`)
}

/** Each test once, however many mutants it catches. */
function testsOf(mutants: readonly Mutant[]): TestWatch[] {
  const tests = mutants.flatMap(({ caughtBy }) => ('drill' in caughtBy ? [] : [caughtBy]))
  return [...new Map(tests.map((test) => [JSON.stringify(test), test])).values()]
}

function secondsSince(startMs: number): string {
  return ((Date.now() - startMs) / 1_000).toFixed(0)
}
