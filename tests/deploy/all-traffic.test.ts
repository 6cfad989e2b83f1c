// The gate while all the traffic is the new version's: what turns bad under it must not stay.
import { afterAll, beforeAll, expect, test } from 'vitest'

import { startCannedSite, type CannedOptions, type CannedSite } from './canned-site.ts'
import { startDeployment, type Deployment } from './deployment.ts'

let deployment: Deployment
let site: CannedSite
let mode: ReturnType<NonNullable<CannedOptions['behaves']>> = 'well'
let first: string
beforeAll(async () => {
  deployment = await startDeployment()
  site = await startCannedSite({
    // As the platform: the header chooses among the versions of the deployment.
    chosen: (named) => shares().find(({ version_id: id }) => id === named)?.version_id ?? whole() ?? named,
    behaves: (version) => (version === whole() && version !== first ? mode : 'well'),
  })
  const { code, output } = await deploy('the first')
  if (code !== 0) throw new Error(output)
  first = whole()!
}, 300_000)
afterAll(async () => {
  site.stop()
  await deployment[Symbol.asyncDispose]()
})

const deploy = (note: string) =>
  deployment.deploy(['up'], { config: { vars: { gateway: { NOTE: note } }, url: site.url } })
const gateway = () => deployment.cloudflare.account.workers.get('bulkhead-gateway')
const shares = () => gateway()?.deployments[0]?.versions ?? []
const whole = () => shares().find(({ percentage }) => percentage === 100)?.version_id

test.each([
  ['slow', 'median latency'],
  ['failing', 'of its answers are 5xx'],
] as const)(
  'a version that turns %s when all the traffic is its own gives it back by itself',
  async (bad, why) => {
    mode = bad

    const { code, output } = await deploy(bad)

    expect(output).toContain('✓ gateway at 50 %')
    expect(output).toMatch(new RegExp(`✘ gateway at 100 %: .*${why}`))
    expect(output).toContain('the old version has all the traffic again')
    expect(code).toBe(1)
    expect(shares()).toEqual([{ version_id: first, percentage: 100 }])
  },
  300_000,
)

test('one that stays good is compared with the old version to the end, and then stands alone', async () => {
  mode = 'well'

  const { code, output } = await deploy('good')

  expect(code).toBe(0)
  expect(output).toMatch(/gateway at 100 %: 4\d answers, 0\.0 % 5xx, .*; the old version: 4\d answers/)
  const after = gateway()!.versions.at(-1)!.id
  const [last, judged] = gateway()!.deployments.map(({ versions }) => versions)
  expect(last).toEqual([{ version_id: after, percentage: 100 }])
  expect(judged).toEqual([
    { version_id: after, percentage: 100 },
    { version_id: first, percentage: 0 },
  ])
}, 300_000)
