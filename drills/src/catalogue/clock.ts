import type { Client, Sent } from '@bulkhead/tests/client'

import { CALYPSO } from '../drill-tenants.ts'
import type { Drill } from '../drill.ts'
import { pause } from '../pause.ts'
import type { Stage } from '../stage.ts'

/** Of the tenant's config. */
const BURST = 10

const clockJumps: Drill = {
  id: 'D-44a',
  failure: 'The clock of a limiter jumps by an hour',
  rows: ['ai/quota-or-key'],
  injected: 'RateLimiter sees the time an hour behind, then ahead, then right again',
  expected: 'a jump back gives nothing away and locks nobody out; a jump ahead gives one burst at most',
  simulated: 'the time that the object reads in a step is shifted; timers and alarms go right',
  run: async (stage) => {
    const calypso = stage.client(CALYPSO)
    await admittedOf(calypso)
    const clock = { target: 'clock', tenantId: 'calypso' }

    await stage.fault({ ...clock, mode: 'hour-behind' })
    const behind = await admittedAfterRefusal(calypso)
    stage.holds(`${behind} admitted when the clock went back`, behind <= 3)
    await stage.heal()
    await admittedAfterRefusal(calypso)
    await stage.fault({ ...clock, mode: 'hour-ahead' })
    const ahead = await admittedAfterRefusal(calypso)
    stage.holds(`${ahead} admitted when the clock went ahead`, ahead <= BURST + 2)
    await stage.heal()
    // The first look at a clock that was put right admits nothing yet.
    const right = (await admittedAfterRefusal(calypso)) + (await admittedAfterRefusal(calypso))
    stage.holds(`${right} admitted when the clock was put right`, right >= 1 && right <= 5)
    return `admitted: ${behind} after a jump back, ${ahead} after one ahead, ${right} once it was right again`
  },
  twin: {
    without: 'a meter that starts from a clock that was put right',
    patches: [
      {
        file: 'apps/rate-limit/src/gcra.ts',
        find: 'atMs: steppedBack ? nowMs : Math.max(meter.atMs, nowMs)',
        replace: 'atMs: Math.max(meter.atMs, nowMs)',
      },
    ],
  },
}

/** How many of 20 at once are admitted. */
async function admittedOf(client: Client): Promise<number> {
  const sent = await Promise.all(Array.from({ length: 20 }, () => client.get('/v1/documents')))
  return sent.filter(({ status }) => status === 200).length
}

/** The gateway remembers a refusal for as long as it said. */
async function admittedAfterRefusal(client: Client): Promise<number> {
  await pause(1_100)
  return admittedOf(client)
}

const dayComesEarly: Drill = {
  id: 'D-44b',
  failure: 'The clock of a limiter jumps over midnight and back',
  rows: ['ai/quota-or-key'],
  injected: 'RateLimiter sees tomorrow while today’s budget is spent, then today again',
  expected: 'tomorrow has its own budget, and today’s is as spent as before: 402 budget_exceeded',
  simulated: 'the time that the object reads in a step is shifted; timers and alarms go right',
  run: async (stage) => {
    const calypso = stage.client(CALYPSO)
    await spendTheDay(stage, calypso)
    const before = await usedToday(calypso)
    await stage.fault({ target: 'clock', mode: 'day-ahead', tenantId: 'calypso' })
    stage.ok('tomorrow', await askLong(calypso))
    await usedToday(calypso)
    await stage.heal()
    await stage.refused('today again', await askLong(calypso), 402, 'budget_exceeded')
    const after = await usedToday(calypso)
    stage.same('used today', after, before)
    return `200 tomorrow, 402 today; ${after} tokens used today before and after`
  },
  twin: {
    without: 'a budget for each day',
    patches: [
      {
        file: 'apps/rate-limit/src/day-book.ts',
        find: 'if (day.day < from || day.day >= before) continue',
        replace: 'if (day.settled < 0) continue',
      },
    ],
  },
}

async function spendTheDay(stage: Stage, client: Client): Promise<void> {
  for (let i = 0; i < 5; i++) {
    const { status } = await askLong(client)
    await usedToday(client)
    if (status === 402) return stage.step('the budget of today is spent')
  }
  stage.holds('the budget of today could not be spent', false)
}

function askLong(client: Client): Promise<Sent> {
  const body = { max_tokens: 10, messages: [{ role: 'user', content: 'anchor '.repeat(700) }] }
  return inTurn(() => client.post('/v1/chat/completions', body))
}

/** Once everything is settled. */
async function usedToday(client: Client): Promise<number> {
  for (;;) {
    const { tokensPerDay } = (await inTurn(() => client.get('/v1/usage'))).body.limits
    if (tokensPerDay.reserved === 0) return tokensPerDay.used
    await pause(200)
  }
}

/** The requests of this tenant are few: one that was too many is sent again. */
async function inTurn(ask: () => Promise<Sent>): Promise<Sent> {
  for (;;) {
    const sent = await ask()
    if (sent.status !== 429) return sent
    await pause(1_000)
  }
}

export const CLOCK_DRILLS: readonly Drill[] = [clockJumps, dayComesEarly]
