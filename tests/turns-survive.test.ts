import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Bulkhead } from '@bulkhead/harness/bulkhead'
import { Client, eventsOf, eventually, type Sent } from '@bulkhead/harness/client'
import { startProcess, type BulkheadProcess } from '@bulkhead/harness/start-process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { STARK } from './tenants/keys.ts'

const TURNS = 200
/** Slow enough that every turn is still running when the last one has begun. */
const TOKEN_DELAY_MS = '250'
/** A turn's lease, and what starting and settling take on top. */
const LEASE_AND_MORE_MS = 40_000

/** One session: a turn that was acknowledged, and one that was running when the lights went out. */
interface Told {
  readonly session: string
  readonly first: Sent
  readonly secondId: string
  /** What the client had read of the second answer. */
  readonly seen: string
}

const numbers = Array.from({ length: TURNS }, (_, i) => i)
const questionOf = (i: number) => `Second question of session ${i}`
const keyOf = (i: number) => ({ 'idempotency-key': `second-${i}` })
const clientOf = ({ fetch }: Bulkhead) => new Client(fetch, STARK.full)
const tokensOf = async (client: Client) => (await client.get('/v1/usage')).body.limits.tokensPerDay
const textOf = (stream: string) =>
  eventsOf(stream)
    .filter(({ event }) => event === 'delta')
    .map(({ data }) => data.text)
    .join('')

let stateDir: string
let running: BulkheadProcess | undefined
let told: Told[]
let atTheCut: { used: number; reserved: number }

/** Starts every second turn, waits until each has said something, and cuts the power. */
beforeAll(async () => {
  stateDir = mkdtempSync(join(tmpdir(), 'bulkhead-'))
  running = await startProcess({ stateDir, variables: { LOCAL_TOKEN_DELAY_MS: '0' } })
  const quick = clientOf(running)
  const firsts = await Promise.all(
    numbers.map(async (i) => {
      const { body } = await quick.post('/v1/sessions', {})
      const path = `/v1/sessions/${body.id}/messages`
      return {
        session: body.id,
        first: await quick.post(path, { content: `First question of session ${i}` }),
      }
    }),
  )
  await running.stop()

  running = await startProcess({ stateDir, variables: { LOCAL_TOKEN_DELAY_MS: TOKEN_DELAY_MS } })
  const client = clientOf(running)
  const opened = await Promise.all(
    firsts.map(async ({ session }, i) => {
      const body = { content: questionOf(i), stream: true }
      return openStream(await client.raw('POST', `/v1/sessions/${session}/messages`, body, keyOf(i)))
    }),
  )
  atTheCut = await tokensOf(client)
  await running.kill()
  told = await Promise.all(
    firsts.map(async (first, i) => {
      const stream = await opened[i]!.rest
      return { ...first, secondId: eventsOf(stream)[0]!.data.messageId, seen: textOf(stream) }
    }),
  )
  running = await startProcess({ stateDir, variables: { LOCAL_TOKEN_DELAY_MS: '0' } })
})
afterAll(async () => {
  await running?.stop()
  rmSync(stateDir, { recursive: true, force: true })
})

/** `rest`: every whole event that came until the connection ended, however it did. */
async function openStream(response: Response): Promise<{ rest: Promise<string> }> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = (await reader.read()).value ?? ''
  const read = async () => {
    try {
      for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value
    } catch {
      // The power is off.
    }
    return text.slice(0, text.lastIndexOf('\n\n') + 2)
  }
  return { rest: read() }
}

describe(`after a power cut in the middle of ${TURNS} answers`, () => {
  test('every turn is ended by its lease, without anybody asking', async () => {
    const cut = () =>
      running!.logs().filter(({ message }) => message === 'turn was cut by a reset of its object')
    await eventually(async () => (cut().length >= TURNS ? true : undefined), LEASE_AND_MORE_MS)

    expect(cut()).toHaveLength(TURNS)
  })

  test('no acknowledged message is missing, none is doubled, each has ended', async () => {
    const client = clientOf(running!)
    for (const [i, { session, first, secondId, seen }] of told.entries()) {
      const { data } = (await client.get(`/v1/sessions/${session}/messages`)).body

      expect(data).toHaveLength(4)
      expect(data[1]).toEqual(first.body)
      expect(data[2]).toMatchObject({ role: 'user', content: questionOf(i), status: 'complete' })
      expect(data[3]).toMatchObject({ id: secondId, role: 'assistant', status: 'incomplete' })
      // What was said in the last second before the cut may not have reached the disk.
      expect(seen.startsWith(data[3].content) || data[3].content.startsWith(seen)).toBe(true)
    }
  })

  test('what was said is settled on top of what was, and all of it is within what was reserved', async () => {
    const after = await tokensOf(clientOf(running!))

    expect(after.used).toBeGreaterThanOrEqual(atTheCut.used + TURNS)
    expect(after.used + after.reserved).toBeLessThanOrEqual(atTheCut.used + atTheCut.reserved)
  })

  test('the same key tries again, in place of what was cut; then sessions go on', async () => {
    const client = clientOf(running!)
    const again = await Promise.all(
      told.map(({ session }, i) =>
        client.raw(
          'POST',
          `/v1/sessions/${session}/messages`,
          { content: questionOf(i), stream: true },
          keyOf(i),
        ),
      ),
    )
    const ends = await Promise.all(again.map(async (response) => eventsOf(await response.text()).at(-1)))
    const next = await Promise.all(
      told.map(({ session }) => client.post(`/v1/sessions/${session}/messages`, { content: 'Third' })),
    )

    expect(ends.filter((end) => end?.event === 'message.end')).toHaveLength(TURNS)
    expect(next.filter(({ body }) => body.status === 'complete')).toHaveLength(TURNS)
    for (const { session } of told) {
      const { data } = (await client.get(`/v1/sessions/${session}/messages`)).body
      expect(data.map(({ status }: { status: string }) => status)).toEqual(Array(6).fill('complete'))
    }
  })
})
