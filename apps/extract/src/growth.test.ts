import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { extract } from './formats.ts'
import { GROWING } from './testing/growing.ts'

/** Doubled four times: 16 times as long for what is linear, 256 for what is quadratic. */
const UNITS = 40_000
const DOUBLINGS = 4
const LEAST_MS = 4
const MOST = 4 * 2 ** DOUBLINGS
/** The process collects garbage when it likes: what is quadratic is so every time. */
const MOST_REPEATS = 2

async function cpuMsOf(read: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await read().catch(() => undefined)
  const { user, system } = process.cpuUsage(before)
  return Math.max((user + system) / 1_000, LEAST_MS)
}

test.each(GROWING)('%s in %s take linear time', { timeout: 60_000 }, async (_, format, make) => {
  const [small, large] = [make(UNITS), make(UNITS * 2 ** DOUBLINGS)]
  await extract(format, small).catch(() => undefined)

  const growth = async () => {
    const once = await cpuMsOf(() => extract(format, small))
    return (await cpuMsOf(() => extract(format, large))) / once
  }
  let least = await growth()
  for (let again = 0; again < MOST_REPEATS && least >= MOST; again += 1) {
    least = Math.min(least, await growth())
  }

  expect(least).toBeLessThan(MOST)
})

const READ_ALL = join(import.meta.dirname, 'testing/read-all.ts')

test('each of them, of 1 MB, is read in the memory of an isolate', { timeout: 120_000 }, () => {
  const { status, stderr } = spawnSync(process.execPath, ['--max-old-space-size=118', READ_ALL], {
    encoding: 'utf8',
  })

  expect({ status, stderr: stderr.slice(-500) }).toMatchObject({ status: 0 })
})
