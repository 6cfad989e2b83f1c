import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { LogFile, logFilesOf, readLogLines } from './log-file.ts'

let stateDir: string
beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'bulkhead-log-'))
})
afterEach(() => rmSync(stateDir, { recursive: true }))

test('keeps lines in order, over a restart too', () => {
  for (const line of ['one', 'two']) {
    const log = new LogFile(stateDir)
    log.write(line)
    log.flush()
  }

  expect(readLogLines(stateDir).filter(Boolean)).toEqual(['one', 'two'])
})

test('never grows beyond two files', () => {
  const log = new LogFile(stateDir, 10)
  for (const line of ['first line', 'second line', 'third line']) {
    log.write(line)
    log.flush()
  }

  expect(readFileSync(logFilesOf(stateDir).current, 'utf8')).toBe('third line\n')
  expect(readLogLines(stateDir).filter(Boolean)).toEqual(['second line', 'third line'])
})
