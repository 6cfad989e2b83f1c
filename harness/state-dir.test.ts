import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { ROOT } from './apps.ts'
import { lockStateDir, readStateDir } from './state-dir.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulkhead-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const holderIn = (stateDir: string) => JSON.parse(readFileSync(join(stateDir, 'lock'), 'utf8'))

test('STATE_DIR counts from the root, and an empty one is not set', () => {
  expect(readStateDir({ STATE_DIR: 'x' })).toBe(join(ROOT, 'x'))
  expect(readStateDir({ STATE_DIR: '' })).toBe(join(ROOT, '.wrangler/state'))
})

test('a folder that does not exist is made, and whoever comes second is told who has it', async () => {
  const stateDir = join(folder, 'new/state')

  await lockStateDir(stateDir, 'pnpm dev')

  await expect(lockStateDir(stateDir, 'pnpm serve')).rejects.toThrow(
    `${stateDir} is in use by pnpm dev (process ${process.pid})`,
  )
})

test.each([
  ['of a process that has ended', { pid: 4_194_305, startedAt: '1' }],
  ['whose process id another process has now', { pid: process.pid, startedAt: 'another' }],
])('a lock %s is taken over', async (_, stale) => {
  writeFileSync(join(folder, 'lock'), JSON.stringify({ ...stale, command: 'pnpm dev' }))

  await lockStateDir(folder, 'pnpm serve')

  expect(holderIn(folder)).toMatchObject({ pid: process.pid, command: 'pnpm serve' })
})

test('a folder that cannot be written is refused with what to do', async () => {
  writeFileSync(join(folder, 'file'), '')

  await expect(lockStateDir(join(folder, 'file/state'), 'pnpm dev')).rejects.toThrow(
    'cannot be written (ENOTDIR): choose another folder with STATE_DIR',
  )
})
