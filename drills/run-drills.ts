import type { DrillSystem } from './stage/drill-system.ts'
import type { Drill, Result, Verdict } from './stage/drill.ts'
import { Stage, type Problem } from './stage/stage.ts'
import { Control, steadyState } from './stage/steady-state.ts'

const LIMIT_MS = 30_000

/**
 * Runs one drill: the system is healthy before, broken for one tenant while the other is in use, and healthy again within 10 s of healing. It is
 * left healthy or the verdict says so.
 */
export async function runDrill(
  system: DrillSystem,
  drill: Drill,
  explain: (text: string) => void = () => {},
): Promise<Result> {
  const startMs = Date.now()
  const stage = new Stage(system, (await system.admin.get('/metrics')).text, explain)
  const control = new Control(system)
  let seen = ''
  let stopped: string | undefined
  try {
    seen = await within(drill.limitMs ?? LIMIT_MS, drill.run(stage))
  } catch (thrown) {
    stopped = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
  }
  await system.clearFaults()
  const noticed = await control.stop()
  const unsteady = await steadyState(system)
  const problems = [
    ...stage.problems,
    ...noticed.map((text): Problem => ({ verdict: 'red', text: `the other tenant noticed: ${text}` })),
    ...system.leaks().map((text): Problem => ({ verdict: 'red', text })),
  ]
  return {
    id: drill.id,
    verdict: verdictOf(problems, stopped, unsteady),
    seen,
    problems: [
      ...problems.map(({ text }) => text),
      ...(stopped === undefined ? [] : [`stopped: ${stopped}`]),
      ...unsteady.map((text) => `not healthy 10 s after healing: ${text}`),
    ],
    tookMs: Date.now() - startMs,
  }
}

function verdictOf(
  problems: readonly Problem[],
  stopped: string | undefined,
  unsteady: readonly string[],
): Verdict {
  if (problems.some(({ verdict }) => verdict === 'red')) return 'red'
  if (stopped !== undefined) return 'stopped'
  if (problems.length > 0) return 'inconclusive'
  return unsteady.length > 0 ? 'unsteady' : 'green'
}

async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${limitMs} ms`)), limitMs)
  })
  return Promise.race([work, limit]).finally(() => clearTimeout(timer))
}
