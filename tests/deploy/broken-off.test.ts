// `bulkhead deploy` keeps nothing on this machine: what a run finds is the account alone. A run that was broken off
// at its k-th request has left the account as it was after the last change before that, so going on from every
// account that one whole run has gone through is going on from every k.
import { summaryOf, type Account } from '@bulkhead/harness/cloudflare/account'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { startCannedSite, type CannedSite } from './canned-site.ts'
import { startDeployment, type Deployment } from './deployment.ts'

/** Every state takes up to half a minute: `EVERY_BREAK=1` goes on from all of them, else from a few. */
const EVERY_BREAK = process.env['EVERY_BREAK'] === '1'
/** A gate mostly waits, so several accounts beside each other take less time than one. */
const LANES = EVERY_BREAK ? 3 : 1

interface Way {
  /** The account after each change, and how many requests had been asked by then. */
  readonly states: { readonly account: Account; readonly asked: number }[]
  readonly asked: number
  readonly end: unknown
}

/** An account, and what stands for its hostnames. */
interface Lane {
  readonly deployment: Deployment
  readonly site: CannedSite
}

let lanes: Lane[]
let isWalking = false
const changes: { account: Account; asked: number }[] = []
beforeAll(async () => {
  lanes = await Promise.all(
    Array.from({ length: LANES }, async (_, at) => {
      const deployment: Deployment = await startDeployment({
        onChanged: (account) => {
          if (at > 0 || !isWalking) return
          changes.push({ account: structuredClone(account), asked: deployment.cloudflare.asked.length })
        },
      })
      return { deployment, site: await startCannedSite() }
    }),
  )
  await deploy(lanes[0]!, 'plan', {})
}, 300_000)
afterAll(async () => {
  for (const { deployment, site } of lanes) {
    site.stop()
    await deployment[Symbol.asyncDispose]()
  }
})

const variant = { vars: { gateway: { NOTE: 'another' } } }

/** What is deployed does not run here: it always answers well. */
const deploy = ({ deployment, site }: Lane, command: string, config: object) =>
  deployment.deploy([command], { config: { ...config, url: site.url } })

/** One whole run, and everything that the account was on the way. */
async function walk(options: object): Promise<Way> {
  const [lane] = lanes
  const { cloudflare } = lane!.deployment
  changes.length = 0
  isWalking = true
  const from = cloudflare.asked.length
  const first = { account: structuredClone(cloudflare.account), asked: from }
  const result = await deploy(lane!, 'up', options)
  isWalking = false
  expect(result).toMatchObject({ code: 0 })
  const states = [first, ...changes].map(({ account, asked }) => ({ account, asked: asked - from }))
  return { states, asked: cloudflare.asked.length - from, end: summaryOf(cloudflare.account) }
}

/** The state that a run leaves that is broken off at its k-th request. */
function stateAt({ states }: Way, k: number): Account {
  return states.findLast(({ asked }) => asked < k)!.account
}

/** What another run makes of an account. */
async function goneOn(from: Account, options: object, lane = lanes[0]!) {
  const { deployment } = lane
  await deployment.cloudflare.restore(from)
  const before = twice(from)
  const { code, output } = await deploy(lane, 'up', options)
  const { account } = deployment.cloudflare
  const twiceNow = twice(account).filter((one) => !before.includes(one))
  return { said: code === 0 ? 'done' : output, end: summaryOf(account), twice: twiceNow }
}

/** Versions that were uploaded although they were there; wrangler itself sends again what got no answer. */
function twice({ workers }: Account): string[] {
  return [...workers.values()].flatMap(({ name, versions }) => {
    const messages = versions.map(({ message }) => message)
    return messages
      .filter((message, at) => messages.indexOf(message) !== at)
      .map((message) => `${name} ${message}`)
  })
}

describe.each([
  ['a first deployment', {}, [0.3, 0.8]],
  ['a release of another gateway', variant, [0.6]],
])('%s', (_, options, sample) => {
  let way: Way
  beforeAll(async () => {
    way = await walk(options)
  }, 240_000)

  test('every k leaves one of the states of the whole run', () => {
    const reached = Array.from({ length: way.asked }, (_unused, at) => stateAt(way, at + 1))

    expect(new Set(reached).size).toBeGreaterThan(20)
    expect(reached.every((state) => way.states.some(({ account }) => account === state))).toBe(true)
  })

  test('broken off at any request and run again, it ends the same', async () => {
    const all = way.states.slice(0, -1)
    const some = sample.map((share) => all[Math.floor(share * all.length)]!)
    const from = EVERY_BREAK ? all : some
    const left = from.entries()
    const ends: Awaited<ReturnType<typeof goneOn>>[] = []
    const work = lanes.map(async (lane) => {
      for (const [at, { account }] of left) ends[at] = await goneOn(account, options, lane)
    })
    await Promise.all(work)

    console.log(`${way.asked} requests, ${way.states.length} states, gone on from ${ends.length} of them`)
    expect(ends).toEqual(from.map(() => ({ said: 'done', end: way.end, twice: [] })))
  }, 3_600_000)

  test.runIf(EVERY_BREAK || sample.length > 1)(
    'a run whose connection ends says what to do, and the next one ends the same',
    async () => {
      const { cloudflare } = lanes[0]!.deployment
      await cloudflare.restore(way.states[0]!.account)
      cloudflare.faults.breakAt(Math.floor(way.asked / 2))

      const broken = await deploy(lanes[0]!, 'up', options)

      expect(broken.code).toBe(1)
      expect(broken.output).toMatch(/[Rr]un the same command again|deploy once more/)
      cloudflare.faults.clear()
      const came = await goneOn(structuredClone(cloudflare.account), options)
      expect(came).toEqual({ said: 'done', end: way.end, twice: [] })
    },
    240_000,
  )

  test.runIf(EVERY_BREAK || sample.length > 1)(
    'an answer that was lost on its way is no second upload',
    async () => {
      const { cloudflare } = lanes[0]!.deployment
      await cloudflare.restore(way.states[0]!.account)
      cloudflare.faults.set({
        matches: /^(PUT|POST) \/workers\/scripts\/bulkhead-rag(\/versions)?$/,
        times: 9,
        does: 'lost',
      })
      const broken = await deploy(lanes[0]!, 'up', options)
      expect(broken.code).toBe(1)

      cloudflare.faults.clear()
      const came = await goneOn(structuredClone(cloudflare.account), options)
      expect(came).toEqual({ said: 'done', end: way.end, twice: [] })
    },
    240_000,
  )
})
