import type { Result } from '../stage/drill.ts'
import type { LongDrill } from './long-drills.ts'

/** Runs one to its end; with `--json` the last line is its result, as for any other drill. @throws Error with what is wrong */
export async function runLong({ name, run }: LongDrill, args: readonly string[]): Promise<void> {
  if (!args.includes('--json')) return run(args)
  const startMs = Date.now()
  const problems = await run(args.filter((arg) => arg !== '--json')).then(
    () => [],
    (thrown: unknown) => [String(thrown)],
  )
  const isGreen = problems.length === 0
  const verdict = isGreen ? 'green' : 'red'
  const result: Result = { id: name, verdict, seen: '', problems, tookMs: Date.now() - startMs }
  console.log(JSON.stringify([result]))
  process.exitCode = isGreen ? 0 : 1
}
