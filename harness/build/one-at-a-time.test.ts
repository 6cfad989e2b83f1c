import { mkdirSync, mkdtempSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { oneAtATime } from './one-at-a-time.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulkhead-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('two that want the same thing do it one after another, also after a failure', async () => {
  const order: string[] = []
  const work = (name: string) => async () => {
    order.push(`${name} begins`)
    await sleep(20)
    order.push(`${name} ends`)
    if (name === 'a') throw new Error('a failed')
  }

  const all = await Promise.allSettled(['a', 'b'].map((name) => oneAtATime(join(folder, 'x'), work(name))))

  expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
  expect(all.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
})

test('what a killed process held is taken over', async () => {
  const lock = join(folder, 'x.lock')
  mkdirSync(lock)
  utimesSync(lock, 0, 0)

  expect(await oneAtATime(join(folder, 'x'), async () => 'done')).toBe('done')
})
