// What is billed: rows of tables and indexes, deletions too. These are ceilings: they fall, they do not rise.
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'

import { CountedHome, type Traffic } from './testing/counted-home.ts'
import { planWith } from './testing/fixtures.ts'

const rowsPerRequest = (name: string, traffic: Traffic) =>
  runInDurableObject(env.RATE_LIMITERS.getByName(name), (_, { storage }) =>
    new CountedHome(storage, planWith()).rowsPerRequest(traffic),
  )

test.each([
  ['busy, with a model that answers at once', { everyMs: 10, answerMs: 5, requests: 2_000 }, 0.2],
  ['busy, with a model that takes a second', { everyMs: 20, answerMs: 1_000, requests: 1_000 }, 0.25],
  ['one every three seconds', { everyMs: 3_000, answerMs: 1_000, requests: 20 }, 2],
])(
  'a tenant that is %s',
  async (_, traffic, ceiling) => {
    const rows = await rowsPerRequest(`rows-${traffic.everyMs}`, traffic)

    expect(rows).toBeLessThanOrEqual(ceiling)
  },
  60_000,
)
