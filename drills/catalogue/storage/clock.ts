import type { Client, Sent } from '@bulkhead/harness/client'

import { CALYPSO } from '../../stage/drill-tenants.ts'
import type { Drill } from '../../stage/drill.ts'
import { pause } from '../../stage/pause.ts'
import type { Stage } from '../../stage/stage.ts'

/** Of the tenant's config. */
const BURST = 10

const clockJumps: Drill = {
  id: 'D-44a',
  failure: 'The clock of a limiter jumps by an hour',
  rows: ['ai/quota-or-key'],
  injected: 'the RateLimiter’s clock is an hour behind, then ahead, then right again',
  expected:
    'a jump back neither grants anything nor locks anybody out; a jump ahead grants at most one burst',
  simulated: 'the time that the object reads is shifted; timers and alarms are not',
  run: async (stage) => {
    const calypso = stage.client(CALYPSO)
    await admittedOf(calypso)
    const clock = { target: 'clock', tenantId: 'calypso' }

    await stage.fault({ ...clock, mode: 'hour-behind' })
    // The first look at another clock admits nothing yet.
    const behind = await admittedInTwoLooks(calypso)
    inTime(stage, 'when the clock went back', behind)
    await stage.heal()
    await admittedAfterRefusal(calypso)
    await stage.fault({ ...clock, mode: 'hour-ahead' })
    const startMs = Date.now()
    const ahead = await admittedAfterRefusal(calypso)
    const most = BURST + admittedIn(Date.now() - startMs)
    stage.holds(`${ahead} admitted when the clock went ahead`, ahead <= most)
    await stage.heal()
    const right = await admittedInTwoLooks(calypso)
    inTime(stage, 'when the clock was put right', right)
    return `admitted: ${behind.count} after a jump back, ${ahead} after one ahead, ${right.count} once it was right again`
  },
  mutant: 'meter-survives-clock-change',
}

/** How many of 20 at once are admitted. */
async function admittedOf(client: Client): Promise<number> {
  const sent = await Promise.all(Array.from({ length: 20 }, () => client.get('/v1/documents')))
  return sent.filter(({ status }) => status === 200).length
}

/** The gateway remembers a refusal for its Retry-After. */
async function admittedAfterRefusal(client: Client): Promise<number> {
  await pause(1_100)
  return admittedOf(client)
}

interface Admitted {
  readonly count: number
  readonly tookMs: number
}

async function admittedInTwoLooks(client: Client): Promise<Admitted> {
  const startMs = Date.now()
  const count = (await admittedAfterRefusal(client)) + (await admittedAfterRefusal(client))
  return { count, tookMs: Date.now() - startMs }
}

/** The tenant is admitted once a second; what has come together before it is looked at counts too. */
function admittedIn(elapsedMs: number): number {
  return 2 + Math.ceil(elapsedMs / 1_000)
}

/** Neither locked out nor given more than the time that has passed. */
function inTime(stage: Stage, when: string, { count, tookMs }: Admitted): void {
  stage.holds(`${count} admitted ${when}`, count >= 1 && count <= admittedIn(tookMs))
}

const dayComesEarly: Drill = {
  id: 'D-44b',
  failure: 'The clock of a limiter jumps past midnight and back',
  rows: ['ai/quota-or-key'],
  injected: 'the RateLimiter’s clock shows tomorrow while today’s budget is spent, then today again',
  expected: 'tomorrow has its own budget, and today’s is still spent: 402 budget_exceeded',
  simulated: 'the time that the object reads is shifted; timers and alarms are not',
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
  mutant: 'budget-per-day',
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

/** This tenant may send few requests: one that is refused is sent again. */
async function inTurn(ask: () => Promise<Sent>): Promise<Sent> {
  for (;;) {
    const sent = await ask()
    if (sent.status !== 429) return sent
    await pause(1_000)
  }
}

export const CLOCK_DRILLS: readonly Drill[] = [clockJumps, dayComesEarly]
