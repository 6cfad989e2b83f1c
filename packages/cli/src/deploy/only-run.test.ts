import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { asOnlyRun } from './only-run.ts'

const NO_PROCESS = 4_194_305
const file = () => join(mkdtempSync(join(tmpdir(), 'bulkhead-run-')), 'locks/production')

test('a second run is refused while the first one is under way, and not after', async () => {
  const lock = file()

  await asOnlyRun(lock, async () => {
    await expect(asOnlyRun(lock, async () => {})).rejects.toThrow(`process ${process.pid} is deploying`)
  })

  expect(existsSync(lock)).toBe(false)
  await expect(asOnlyRun(lock, async () => 'done')).resolves.toBe('done')
})

test('what a killed run has left is taken over', async () => {
  const lock = file()
  await asOnlyRun(lock, async () => {})
  writeFileSync(lock, String(NO_PROCESS))

  await expect(asOnlyRun(lock, async () => 'done')).resolves.toBe('done')
})

test('a run that fails leaves nothing', async () => {
  const lock = file()

  await expect(asOnlyRun(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no')

  expect(existsSync(lock)).toBe(false)
})
