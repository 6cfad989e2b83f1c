import type { Result, Verdict as DrillVerdict } from '../../stage/drill.ts'
import type { GroupResult } from './run-group.ts'

/** `caught`: what must turn red did. `broken`: the mutant does not compile or did not run, so red proves nothing. */
export interface Judgement {
  readonly verdict: 'caught' | 'survived' | 'broken'
  /** What turned red and why, or what went wrong. */
  readonly reason: string
}

const TAIL_CHARS = 1_500
const RED: ReadonlySet<DrillVerdict> = new Set(['red', 'inconclusive'])
/** The message of a drill that waited in vain for the missing protection. Any other stop, or an unhealthy system, proves nothing. */
const WAITED_IN_VAIN = /took longer than|nothing came within/

export function judgeTest({ code, output }: GroupResult): Judgement {
  if (code === 0) return { verdict: 'survived', reason: 'every test stayed green' }
  const failure = firstFailure(output)
  if (failure === undefined) return { verdict: 'broken', reason: output.slice(-TAIL_CHARS) }
  return { verdict: 'caught', reason: failure }
}

/** The first test or suite that vitest reports as failed, and why. Undefined when none did, or when the program crashed. */
export function firstFailure(output: string): string | undefined {
  if (/does not build:|Transform failed/.test(output)) return undefined
  const [, name, rest = ''] = /^\s*FAIL\s+\|[^|]+\|\s+(.+)$([\s\S]*)/m.exec(output) ?? []
  const [reason = ''] = /^\w*Error: .+$/m.exec(rest) ?? []
  if (name === undefined || /^(Syntax|Reference)Error/.test(reason)) return undefined
  return reason === '' ? name : `${name}: ${reason}`
}

/** Of `drill <id> --json`. */
export function judgeDrill({ output }: GroupResult): Judgement {
  const line = output.split('\n').findLast((text) => text.startsWith('[{'))
  if (line === undefined) return { verdict: 'broken', reason: `did not run: ${output.slice(-TAIL_CHARS)}` }
  const [result]: readonly Result[] = JSON.parse(line)
  if (result === undefined) return { verdict: 'broken', reason: 'did not run' }
  const reason = `${result.id} is ${result.verdict}: ${result.problems[0] ?? ''}`
  if (isRed(result)) return { verdict: 'caught', reason }
  return { verdict: result.verdict === 'green' ? 'survived' : 'broken', reason }
}

function isRed({ verdict, problems }: Result): boolean {
  return (
    RED.has(verdict) || (verdict === 'stopped' && problems.some((problem) => WAITED_IN_VAIN.test(problem)))
  )
}
