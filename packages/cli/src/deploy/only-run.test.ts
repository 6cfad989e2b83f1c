import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { asOnlyRun } from './only-run.ts'

const MODULE = new URL('only-run.ts', import.meta.url).href
const ROUNDS = 5
const file = () => join(mkdtempSync(join(tmpdir(), 'bulkhead-run-')), 'locks/production')

/** A process that wants the lock once it is told `go`, says what came of it, and keeps it for as long as it lives. */
function contender(lock: string): ChildProcess {
  const code = `import { asOnlyRun } from ${JSON.stringify(MODULE)}
    console.log('ready')
    await new Promise((done) => process.stdin.once('data', done))
    await asOnlyRun(${JSON.stringify(lock)}, () => {
      console.log('has it')
      return new Promise(() => {})
    }).catch((thrown) => console.log(thrown.message))`
  return spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
}

const said = async ({ stdout }: ChildProcess) => String((await once(stdout!, 'data'))[0]).trim()

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

test('a second run is refused while the first one is under way, and not after', async () => {
  const lock = file()

  await asOnlyRun(lock, async () => {
    await expect(asOnlyRun(lock, async () => {})).rejects.toThrow(`process ${process.pid} is deploying`)
  })

  await expect(asOnlyRun(lock, async () => 'done')).resolves.toBe('done')
})

test('a run that fails leaves nothing', async () => {
  const lock = file()

  await expect(asOnlyRun(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no')

  await expect(asOnlyRun(lock, async () => 'done')).resolves.toBe('done')
})

test('of two that start at once after a run was killed, exactly one runs, round after round', async () => {
  const lock = file()
  for (let round = 0; round < ROUNDS; round += 1) {
    const two = [contender(lock), contender(lock)]
    expect(await Promise.all(two.map(said))).toEqual(['ready', 'ready'])
    const answers = two.map(said)
    for (const { stdin } of two) stdin!.write('go')
    const came = await Promise.all(answers)
    expect(came.filter((one) => one === 'has it')).toHaveLength(1)
    const refusal = came.find((one) => one !== 'has it')
    expect(refusal).toMatch(/^(process \d+|another process) is deploying to this environment: wait/)
    await Promise.all(two.map(kill))
  }
}, 120_000)
