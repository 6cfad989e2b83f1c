// Two runs at once from two machines, which no lock can see: whatever each has met, the next run makes it right.
import { summaryOf } from '@bulkhead/harness/cloudflare/account'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { startCannedSite, type CannedSite } from './canned-site.ts'
import { startDeployment, type Deployment } from './deployment.ts'

let deployment: Deployment
let site: CannedSite
beforeAll(async () => {
  deployment = await startDeployment()
  site = await startCannedSite()
  await up('first', machines()[0]!)
}, 900_000)
afterAll(async () => {
  site.stop()
  await deployment[Symbol.asyncDispose]()
})

/** Each takes its account for another one, as two machines do that have no lock in common. */
const machines = () => {
  const base = deployment.cloudflare.env['CLOUDFLARE_API_BASE_URL']!
  return [base, base.replace('127.0.0.1', 'localhost')]
}
const up = (note: string, base: string) =>
  deployment.deploy(['up'], {
    env: { CLOUDFLARE_API_BASE_URL: base },
    config: { vars: { gateway: { NOTE: note } }, url: site.url },
  })

test('one may be stopped by the other, and a third run ends as if there had been one', async () => {
  const both = await Promise.all(machines().map((base) => up('second', base)))
  const third = await up('second', machines()[0]!)

  for (const { code, output } of both) {
    expect(code === 0 ? 'done' : output).toMatch(/^done$|meanwhile|again/)
  }
  expect(third).toMatchObject({ code: 0 })
  const { workers } = summaryOf(deployment.cloudflare.account) as { workers: { active: unknown[] }[] }
  expect(workers.map(({ active }) => active.length)).toEqual([1, 1, 1, 1, 1, 1, 1])
  const from = deployment.cloudflare.asked.length
  expect(await up('second', machines()[1]!)).toMatchObject({ code: 0 })
  expect(deployment.cloudflare.asked.slice(from).filter((one) => !one.startsWith('GET '))).toEqual([])
  console.log(both.map(({ code, output }) => (code === 0 ? 'done' : output.slice(-600))).join('\n---\n'))
}, 900_000)
