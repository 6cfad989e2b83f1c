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
/** A busy machine makes single runs dear: what is quadratic is so every time. */
const MOST_RUNS = 6

/** Of this thread alone: other tests run in the same process. */
async function cpuMsOf(read: () => Promise<unknown>): Promise<number> {
  const before = process.threadCpuUsage()
  await read().catch(() => undefined)
  const { user, system } = process.threadCpuUsage(before)
  return Math.max((user + system) / 1_000, LEAST_MS)
}

const middleOf = (all: readonly number[]) => all.toSorted((a, b) => a - b)[all.length >> 1] ?? Number.NaN

test.each(GROWING)('%s in %s take linear time', { timeout: 120_000 }, async (_, format, make) => {
  const [small, large] = [make(UNITS), make(UNITS * 2 ** DOUBLINGS)]
  await extract(format, small).catch(() => undefined)

  const ofSmall: number[] = []
  let ofLarge = Number.POSITIVE_INFINITY
  const growth = () => ofLarge / middleOf(ofSmall)
  for (let run = 0; run < MOST_RUNS && !(growth() < MOST); run += 1) {
    ofSmall.push(await cpuMsOf(() => extract(format, small)))
    ofLarge = Math.min(ofLarge, await cpuMsOf(() => extract(format, large)))
  }

  expect(growth()).toBeLessThan(MOST)
})

const READ_ALL = join(import.meta.dirname, 'testing/read-all.ts')

test('each of them, of 1 MB, is read in the memory of an isolate', { timeout: 120_000 }, () => {
  const { status, stderr } = spawnSync(process.execPath, ['--max-old-space-size=118', READ_ALL], {
    encoding: 'utf8',
  })

  expect({ status, stderr: stderr.slice(-500) }).toMatchObject({ status: 0 })
})
