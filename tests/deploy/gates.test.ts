// What a new gateway must pass, and the way back. Each test stands alone. What is deployed does not run here: a site
// answers for it, as well or badly as the test wants.
import { afterAll, beforeAll, expect, test } from 'vitest'

import { startCannedSite, type CannedOptions, type CannedSite } from './canned-site.ts'
import { startDeployment, type Deployment } from './deployment.ts'

const DEPLOYED = /^POST \/workers\/scripts\/bulkhead-([a-z-]+)\/deployments$/

let deployment: Deployment
let site: CannedSite
let mode: ReturnType<NonNullable<CannedOptions['behaves']>> = 'well'
let first: string
let doesChat = true
/** What others do while the gateway is judged. */
let meanwhile = () => {}
let isFaulty = false
const FAULT = {
  matches: /^POST \/workers\/scripts\/bulkhead-gateway\/deployments$/,
  times: 2,
  does: { status: 500 },
}
beforeAll(async () => {
  deployment = await startDeployment()
  site = await startCannedSite({
    // As the platform: the header chooses among the versions of the deployment.
    chosen: (named) => shares().find(({ version_id: id }) => id === named)?.version_id ?? whole() ?? named,
    behaves: (version) => {
      meanwhile()
      if (version !== whole() || version === first) return 'well'
      // The API fails on the way back, too.
      if (mode === 'failing' && !isFaulty) deployment.cloudflare.faults.set(FAULT)
      isFaulty ||= mode === 'failing'
      return mode
    },
    chats: (version) => doesChat || version === first,
  })
  const { code, output } = await up('the first')
  if (code !== 0) throw new Error(output)
  first = whole()!
}, 600_000)
afterAll(async () => {
  site.stop()
  await deployment[Symbol.asyncDispose]()
})

const deploy = (command: string, note: string) =>
  deployment.deploy([command], { config: { vars: { gateway: { NOTE: note } }, url: site.url } })
const up = (note: string) => deploy('up', note)
const gateway = () => deployment.cloudflare.account.workers.get('bulkhead-gateway')
const shares = () => gateway()?.deployments[0]?.versions ?? []
const whole = () => shares().find(({ percentage }) => percentage === 100)?.version_id

test('one that fails its smoke test never gets a share', async () => {
  mode = 'well'
  doesChat = false

  const { code, output } = await up('broken')

  doesChat = true
  expect(code).toBe(1)
  expect(output).toContain('a chat completion answered 500')
  const after = gateway()!.versions.at(-1)!.id
  const its = gateway()!.deployments.flatMap(({ versions }) =>
    versions.filter(({ version_id: id }) => id === after),
  )
  expect(its.map(({ percentage }) => percentage)).toEqual([0])
  expect(shares()).toEqual([{ version_id: first, percentage: 100 }])
}, 600_000)

test('what somebody else has deployed meanwhile is not overruled', async () => {
  mode = 'well'
  const others = () => {
    const after = gateway()!.versions.at(-1)!.id
    return [
      { version_id: after, percentage: 5 },
      { version_id: first, percentage: 95 },
    ]
  }
  let asked = 0
  meanwhile = () => {
    asked += shares().some(({ percentage }) => percentage === 10) ? 1 : 0
    if (asked !== 20) return
    const { deployments } = gateway()!
    deployments.unshift({ ...deployments[0]!, id: 'by-another-run', versions: others() })
  }

  const { code, output } = await up('overtaken')

  meanwhile = () => {}
  expect(code).toBe(1)
  expect(output).toContain('somebody else has changed the deployment of bulkhead-gateway meanwhile')
  expect(output).not.toContain('goes back')
  expect(shares()).toEqual(others())
}, 600_000)

test.each([
  ['slow', 'median latency'],
  ['failing', 'of its answers are 5xx'],
] as const)(
  'a version that turns %s when all the traffic is its own gives it back by itself',
  async (bad, why) => {
    mode = bad

    const { code, output } = await up(bad)

    expect(output).toContain('✓ gateway at 50 %')
    expect(output).toMatch(new RegExp(`✘ gateway at 100 %: .*${why}`))
    expect(output).toContain('the old version has all the traffic again')
    expect(code).toBe(1)
    expect(shares()).toEqual([{ version_id: first, percentage: 100 }])
  },
  600_000,
)

test('a good one is compared to the end and then stands alone; going back, callers go first', async () => {
  mode = 'well'

  const { code, output } = await up('good')

  expect(code).toBe(0)
  expect(output).toMatch(/gateway at 100 %: 4\d answers, 0\.0 % 5xx, .*; the old version: 4\d answers/)
  const after = gateway()!.versions.at(-1)!.id
  const [last, judged] = gateway()!.deployments.map(({ versions }) => versions)
  expect(last).toEqual([{ version_id: after, percentage: 100 }])
  expect(judged).toEqual([
    { version_id: after, percentage: 100 },
    { version_id: first, percentage: 0 },
  ])

  const from = deployment.cloudflare.asked.length
  expect(await deploy('rollback', 'good')).toMatchObject({ code: 0 })
  const order = deployment.cloudflare.asked.slice(from).flatMap((one) => DEPLOYED.exec(one)?.[1] ?? [])
  expect(order).toEqual(['gateway', 'control', 'chat', 'rag', 'extract', 'rate-limit', 'observe'])
  expect(shares()).toEqual([{ version_id: first, percentage: 100 }])
}, 600_000)
