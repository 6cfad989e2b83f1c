import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'

import { expect, test } from 'vitest'

import { inOwnFolder } from './own-folder.ts'

const MODULE = new URL('own-folder.ts', import.meta.url).href

test('a folder for secrets is gone after the work', async () => {
  const folder = await inOwnFolder(async (path) => {
    expect(existsSync(path)).toBe(true)
    return path
  })

  expect(existsSync(folder)).toBe(false)
})

test('and when the work is broken off with Ctrl-C', async () => {
  const code = `import { inOwnFolder } from ${JSON.stringify(MODULE)}
    setTimeout(() => {}, 60_000)
    await inOwnFolder((folder) => new Promise(() => { console.log(folder) }))`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [printed] = (await once(child.stdout, 'data')) as [Buffer]
  const folder = printed.toString().trim()
  expect(existsSync(folder)).toBe(true)

  child.kill('SIGINT')
  const [exitCode] = await once(child, 'exit')

  expect(exitCode).toBe(130)
  expect(existsSync(folder)).toBe(false)
})

test('what was started in it ends with a signal that only we got', async () => {
  const code = `import { spawn } from 'node:child_process'
    import { inOwnFolder } from ${JSON.stringify(MODULE)}
    await inOwnFolder((folder, signal) => new Promise(() => {
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 60_000)'], { signal })
      child.once('error', () => {})
      child.once('spawn', () => console.log(child.pid))
    }))`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [printed] = (await once(child.stdout, 'data')) as [Buffer]
  const pid = Number(printed.toString())

  child.kill('SIGTERM')
  await once(child, 'exit')

  await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false)
})

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
