import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Bulkhead } from '@bulkhead/harness/bulkhead'
import { Client, eventsOf, eventually } from '@bulkhead/harness/client'
import { startBulkhead } from '@bulkhead/harness/start-bulkhead'
import { startProcess } from '@bulkhead/harness/start-process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { STARK } from './tenants/keys.ts'

/** A word every 20 ms: an answer of the stand-in takes a second. */
const SLOWLY = { LOCAL_TOKEN_DELAY_MS: '20' }
const clientOf = ({ fetch }: Bulkhead) => new Client(fetch, STARK.full)
type Events = ReturnType<typeof eventsOf>

/** Sends a message whose answer streams. */
async function ask(client: Client, headers: Record<string, string> = {}) {
  const session: string = (await client.post('/v1/sessions', {})).body.id
  const path = `/v1/sessions/${session}/messages`
  const send = () => client.raw('POST', path, { content: 'Hello', stream: true }, headers)
  return { session, path, send }
}

/** Reads whole events until there are `count` of them, then leaves. */
async function readSome(response: Response, count: number): Promise<Events> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  while (text.split('\n\n').length <= count) text += (await reader.read()).value ?? ''
  await reader.cancel()
  return eventsOf(text.slice(0, text.lastIndexOf('\n\n') + 2))
}

/** The rest of an answer, as a client asks for it that knows its last event. */
async function resume(client: Client, path: string, seen: Events): Promise<Events> {
  const { text } = await client.get(`${path}/${seen[0]!.data.messageId}/stream`, {
    'last-event-id': String(seen.at(-1)!.id),
  })
  return eventsOf(text)
}

/** What is wrong with a stream put together: each event once, in order, and one end that holds the whole text. */
function problemsOf(events: Events): string[] {
  const text = events.filter(({ event }) => event === 'delta').map(({ data }) => data.text)
  const terminals = events.filter(({ event }) => event === 'message.end' || event === 'error')
  const end = events.at(-1)
  return [
    ...(events.every(({ id }, i) => id === i + 1) ? [] : [`ids ${events.map(({ id }) => id).join()}`]),
    ...(terminals.length === 1 && end === terminals[0] ? [] : [`${terminals.length} terminal events`]),
    ...(end?.data.content === text.join('') ? [] : ['the end holds another text']),
  ]
}

describe('a stream that its client stopped reading', () => {
  let bulkhead: Bulkhead
  let client: Client
  beforeAll(async () => {
    bulkhead = await startBulkhead({ variables: SLOWLY })
    client = clientOf(bulkhead)
  })
  afterAll(() => bulkhead?.stop())

  test('goes on where it was left, while the answer is still being written', async () => {
    const { path, send } = await ask(client)
    const seen = await readSome(await send(), 10)
    const running = (await client.get(path)).body.data[1].status
    const rest = await resume(client, path, seen)

    expect(running).toBe('running')
    expect(problemsOf([...seen, ...rest])).toEqual([])
  })

  test('goes on after the end too', async () => {
    const { path, send } = await ask(client)
    const seen = await readSome(await send(), 10)
    await eventually(async () =>
      (await client.get(path)).body.data[1].status === 'complete' ? true : undefined,
    )

    expect(problemsOf([...seen, ...(await resume(client, path, seen))])).toEqual([])
  })

  test('can be left and taken up again and again', async () => {
    const { path, send } = await ask(client)
    const seen = await readSome(await send(), 5)
    for (let times = 0; times < 3; times++) {
      const response = await client.raw('GET', `${path}/${seen[0]!.data.messageId}/stream`, undefined, {
        'last-event-id': String(seen.at(-1)!.id),
      })
      seen.push(...(await readSome(response, 5)))
    }

    expect(problemsOf([...seen, ...(await resume(client, path, seen))])).toEqual([])
  })

  test('sent again under its Idempotency-Key, it gives each event once', async () => {
    const { path, send } = await ask(client, { 'idempotency-key': crypto.randomUUID() })
    const seen = await readSome(await send(), 10)
    const again = await send()
    const attached = eventsOf(await again.text())
    const finished = await send()

    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect(problemsOf(attached)).toEqual([])
    expect(attached.slice(0, seen.length)).toEqual(seen)
    expect(eventsOf(await finished.text())).toEqual(attached)
    expect((await client.get(path)).body.data).toHaveLength(2)
  })

  test.each(['-1', '1.5', '1e3', '0x1', 'abc', '9'.repeat(40), '1, 2', '%00'])(
    'a Last-Event-ID that cannot be one is refused: %s',
    async (lastEventId) => {
      const { path, send } = await ask(client)
      const seen = eventsOf(await (await send()).text())
      const sent = await client.get(`${path}/${seen[0]!.data.messageId}/stream`, {
        'last-event-id': lastEventId,
      })

      expect([sent.status, sent.body.error.param]).toEqual([400, 'Last-Event-ID'])
    },
  )

  test('who claims to have seen more than there is gets the end', async () => {
    const { path, send } = await ask(client)
    const whole = eventsOf(await (await send()).text())
    const { text } = await client.get(`${path}/${whole[0]!.data.messageId}/stream`, {
      'last-event-id': '999999999',
    })

    expect(eventsOf(text)).toMatchObject([{ event: 'message.end', data: whole.at(-1)!.data }])
  })

  test('a session that is deleted ends its streams, and nothing of it is left', async () => {
    const { session, path, send } = await ask(client)
    const response = await send()
    const deleted = await client.delete(`/v1/sessions/${session}`)
    const events = eventsOf(await response.text())
    const gone = await client.get(`${path}/${events[0]!.data.messageId}/stream`)

    expect(deleted.status).toBe(204)
    expect(events.at(-1)).toMatchObject({ event: 'error', data: { error: { code: 'not_found' } } })
    expect(events.filter(({ event }) => event === 'error' || event === 'message.end')).toHaveLength(1)
    expect(gone.status).toBe(404)
  })
})

test('a stream goes on after a restart: a finished one whole, one that was cut with what was kept and its error', async () => {
  const stateDir = mkdtempSync(join(tmpdir(), 'bulkhead-'))
  let running = await startProcess({ stateDir, variables: SLOWLY })
  try {
    const first = clientOf(running)
    const finished = await ask(first)
    const seen = await readSome(await finished.send(), 10)
    await eventually(async () =>
      (await first.get(finished.path)).body.data[1].status === 'complete' ? true : undefined,
    )
    const cut = await ask(first)
    const begun = await readSome(await cut.send(), 20)
    await running.kill()
    running = await startProcess({ stateDir, variables: SLOWLY })
    const client = clientOf(running)

    expect(problemsOf([...seen, ...(await resume(client, finished.path, seen))])).toEqual([])
    const rest = await resume(client, cut.path, begun)
    const { data } = (await client.get(cut.path)).body
    expect(rest.map(({ id }) => id)).toEqual(rest.map((_, i) => begun.at(-1)!.id + 1 + i))
    expect(rest.at(-1)).toMatchObject({ event: 'error', data: { error: { code: 'service_unavailable' } } })
    expect(data[1].status).toBe('incomplete')
  } finally {
    await running.stop()
    rmSync(stateDir, { recursive: true, force: true })
  }
})
