// `pnpm leaks [part of a name …]`: takes one protection after another out of the source, and looks whether a test notices.
import { LEAKS } from './leaks/all.ts'
import type { Leak, Watch } from './leaks/leak.ts'
import { checkWatches, runLeak, type LeakResult } from './run-leak.ts'

const MARKS = { caught: '✓', survived: '✘', broken: '?' } as const

const wanted = process.argv.slice(2)
const leaks = LEAKS.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
if (leaks.length === 0) {
  console.error(`no leak is called that; there are:\n${LEAKS.map(({ name }) => `  ${name}`).join('\n')}`)
  process.exit(2)
}
const startMs = Date.now()
const problems = await checkWatches(watchesOf(leaks))
for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exit(1)
const results: LeakResult[] = []
// One at a time: each starts a whole system.
for (const leak of leaks) {
  const result = await runLeak(leak)
  results.push(result)
  print(result)
}
const caught = results.filter(({ verdict }) => verdict === 'caught').length
console.log(`${caught} of ${results.length} leaks caught in ${Math.round((Date.now() - startMs) / 1_000)} s`)
process.exit(caught === results.length ? 0 : 1)

function print({ leak, verdict, told, seconds }: LeakResult): void {
  console.log(`${MARKS[verdict]} ${leak.name} (${seconds.toFixed(0)} s): ${verdict}`)
  console.log(`    without ${leak.removes}`)
  console.log(`    ${told.replaceAll('\n', '\n    ')}`)
}

/** Each once, however many leaks it watches. */
function watchesOf(some: readonly Leak[]): Watch[] {
  return [...new Map(some.map(({ caughtBy }) => [JSON.stringify(caughtBy), caughtBy])).values()]
}
