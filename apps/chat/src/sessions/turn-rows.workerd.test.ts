// Rows are what the platform bills: a turn's are counted, not timed.
import { writtenRows } from '@bulkhead/faults/written-rows'
import { beforeEach, expect, test } from 'vitest'

import { ai, chat, contextFor, tenantWith, textOf } from '../testing/bindings.ts'

/** What one turn may write, its answer short enough for one batch of events. Lower them when it writes less. */
const CEILINGS = { ChatSession: 16, SessionDirectory: 4 }

beforeEach(async () => {
  await ai.script([])
})

test.each([false, true])('the rows that a turn writes, streamed: %s', async (stream) => {
  const created = await chat.createSession(contextFor('acme'), {})
  const sessionId = created.ok ? created.value.id : ''
  const send = async () => {
    const sent = await chat.sendMessage(contextFor('acme'), tenantWith(), sessionId, {
      content: 'How is it on deck?',
      stream,
      retrieval: false,
    })
    if (sent.ok && sent.value.kind === 'stream') await textOf(sent.value.stream)
    await scheduler.wait(50)
  }
  await send()
  const before = writtenRows()
  await send()
  const after = writtenRows()

  const rows = Object.keys(CEILINGS).map((name) => (after[name] ?? 0) - (before[name] ?? 0))
  const tooMany = Object.entries(CEILINGS).filter(([, ceiling], at) => !((rows[at] ?? 0) <= ceiling))
  expect(tooMany).toEqual([])
  expect(Math.min(...rows)).toBeGreaterThan(0)
})
