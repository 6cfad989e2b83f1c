// Whenever a Worker is released the simulation lets answers end and cuts off all else, of every Worker at once: harsher
// than the platform, where only the objects of the released one are. Minutes long: it runs where `DEPLOY_CLIENTS`, such as
// 50, says how many clients ask.
import { setTimeout as sleep } from 'node:timers/promises'

import { Client, eventsOf, eventually } from '@bulkhead/harness/client'
import OpenAI from 'openai'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { ADMIN_TOKEN, startDeployment, type Deployment } from './deployment.ts'

const CLIENTS = Number(process.env['DEPLOY_CLIENTS'] ?? 0)
const PATIENCE_MS = 60_000
const PAUSE_MS = 200
const TENANT = {
  id: 'busy',
  name: 'Busy',
  status: 'active',
  tier: 'standard',
  chat: { model: '@cf/meta/llama-3.1-8b-instruct-fp8' },
  rateLimit: { requestsPerMinute: 600_000, burst: 100_000 },
  budget: { tokensPerDay: 1_000_000_000 },
}

let deployment: Deployment | undefined
let key: string
beforeAll(async () => {
  if (CLIENTS === 0) return
  deployment = await startDeployment()
  await deployment.deploy(['plan'])
  const { code, output } = await deployment.deploy(['up'])
  if (code !== 0) throw new Error(output)
  const admin = new Client(
    (path, init) => fetch(new URL(path, deployment!.cloudflare.url), init),
    ADMIN_TOKEN,
  )
  await admin.post('/admin/v1/tenants', TENANT)
  const made = await admin.post('/admin/v1/tenants/busy/keys', { scopes: ['chat', 'usage:read'] })
  key = made.body.key
}, 600_000)
afterAll(() => deployment?.[Symbol.asyncDispose]())

/** What clients have met while everything was released. */
class Tally {
  answers = 0
  streams = 0
  resumed = 0
  tokens = 0
  readonly failed: string[] = []
  readonly lost: string[] = []
}

const send = (path: string, init?: RequestInit) => fetch(new URL(path, deployment!.cloudflare.url), init)

async function completes(openai: OpenAI, tally: Tally): Promise<void> {
  try {
    const { usage } = await openai.chat.completions.create({
      model: TENANT.chat.model,
      messages: [{ role: 'user', content: 'Hello' }],
    })
    tally.answers += 1
    tally.tokens += usage?.total_tokens ?? 0
  } catch (thrown) {
    tally.failed.push(String(thrown))
  }
}

/** A turn of a session: sent until it is taken, read until it has ended, from where the stream broke off. */
async function converses(client: Client, session: string, id: string, tally: Tally): Promise<void> {
  const path = `/v1/sessions/${session}/messages`
  const body = { content: 'Tell me more.', stream: true }
  let seen = ''
  const wholeEvents = () => eventsOf(seen.slice(0, seen.lastIndexOf('\n\n') + 2))
  const read = async (open: () => Promise<Response>) => {
    // Half an event comes again, whole.
    seen = seen.slice(0, seen.lastIndexOf('\n\n') + 2)
    try {
      const response = await open()
      for await (const chunk of response.body ?? []) seen += new TextDecoder().decode(chunk)
    } catch {
      // Cut off, before or in the stream.
    }
    return wholeEvents()
  }
  try {
    const ended = await eventually(async () => {
      const known = wholeEvents()
      const [start, last] = [known[0], known.at(-1)]
      if (start !== undefined) tally.resumed += 1
      const events = await read(() =>
        start === undefined
          ? client.raw('POST', path, body, { 'idempotency-key': id })
          : client.raw('GET', `${path}/${start.data.messageId}/stream`, undefined, {
              'last-event-id': String(last!.id),
            }),
      )
      return events.find(({ event }) => event === 'message.end' || event === 'error')
    }, PATIENCE_MS)
    tally.streams += 1
    tally.tokens += ended.data.usage?.totalTokens ?? 0
    if (ended.event === 'error') tally.lost.push(JSON.stringify(ended.data))
  } catch (thrown) {
    tally.lost.push(`${id}: ${String(thrown)}`)
  }
}

async function work(at: number, tally: Tally, isOver: () => boolean): Promise<void> {
  const client = new Client(send, key)
  const openai = new OpenAI({ baseURL: new URL('/v1', deployment!.cloudflare.url).href, apiKey: key })
  const session = (await client.post('/v1/sessions', {})).body.id
  for (let turn = 0; !isOver(); turn += 1) {
    await completes(openai, tally)
    await converses(client, session, `turn-${at}-${turn}`, tally)
    await sleep(PAUSE_MS)
  }
}

test.runIf(CLIENTS > 0)(
  'everything is released under load, and nobody loses anything that a retry would not give',
  async () => {
    const tally = new Tally()
    let isOver = false
    const clients = Array.from({ length: CLIENTS }, (_, at) => work(at, tally, () => isOver))

    const result = await deployment!.deploy(['up'], { config: { vars: { gateway: { NOTE: 'under load' } } } })
    isOver = true
    await Promise.all(clients)

    expect(result).toMatchObject({ code: 0 })
    expect({ failed: tally.failed, lost: tally.lost }).toEqual({ failed: [], lost: [] })
    expect(Math.min(tally.answers, tally.streams)).toBeGreaterThan(CLIENTS)
    const client = new Client(send, key)
    const atRest = await eventually(async () => {
      const { tokensPerDay } = (await client.get('/v1/usage')).body.limits
      return tokensPerDay.reserved === 0 ? tokensPerDay : undefined
    }, 180_000)
    console.log(`${tally.answers} answers, ${tally.streams} streams, ${tally.resumed} of them resumed`)
    expect(atRest.used).toBeGreaterThanOrEqual(tally.tokens)
  },
  900_000,
)
