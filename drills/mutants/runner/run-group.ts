import { spawn, type ChildProcess } from 'node:child_process'

export interface GroupOptions {
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  /** After this everything that was started is killed and the code is 124. */
  readonly timeoutMs: number
}

export interface GroupResult {
  readonly code: number
  readonly output: string
}

const TIMED_OUT = 124
const NOT_STARTED = 127
const running = new Set<ChildProcess>()
// When this process ends, so does everything it started, including a runtime that would outlive its node.
process.once('exit', () => running.forEach(killGroup))

/** Runs a program to its end in a process group of its own and leaves nothing of it behind. */
export function runGroup(
  command: string,
  args: readonly string[],
  { cwd, env, timeoutMs }: GroupOptions,
): Promise<GroupResult> {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    running.add(child)
    let output = ''
    let code = NOT_STARTED
    const collect = (chunk: Buffer) => (output += chunk.toString())
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    const timer = setTimeout(() => {
      output += `\nnot over after ${timeoutMs} ms: killed`
      code = TIMED_OUT
      killGroup(child)
    }, timeoutMs)
    child.once('error', (thrown) => (output += `${command}: ${thrown.message}`))
    child.once('exit', (exitCode) => {
      if (code !== TIMED_OUT) code = exitCode ?? 1
      killGroup(child)
    })
    child.once('close', () => {
      clearTimeout(timer)
      running.delete(child)
      done({ code, output })
    })
  })
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // Nothing of the group is left, as it should be.
  }
}
