import { eventually, type Client } from '@bulkhead/harness/client'

import { pause } from './pause.ts'
import type { Stage } from './stage.ts'

/** Settlements are collected for 250 ms and sent together: what comes late comes within twice that. */
const SETTLED_WITHIN_MS = 5_000
const LATE_ONE_MS = 500

/** What a tenant has spent today, once nothing more comes in. Reservations that a crash has forgotten stay open for minutes and do not count. */
export async function spent(client: Client): Promise<number> {
  for (let before = await usedOf(client); ;) {
    await pause(LATE_ONE_MS)
    const now = await usedOf(client)
    if (now === before) return now
    before = now
  }
}

/** Notes a problem unless exactly so many tokens have been charged since `before`, and no more come late. */
export async function chargedExactly(
  stage: Stage,
  client: Client,
  { before, tokens }: { readonly before: number; readonly tokens: number },
): Promise<void> {
  const reached = async () => ((await usedOf(client)) - before === tokens ? true : undefined)
  await eventually(reached, SETTLED_WITHIN_MS).catch(() => undefined)
  stage.same('tokens charged', (await spent(client)) - before, tokens)
}

/** What running requests hold. After a crash that was drilled before, some stays held for minutes. */
export async function reserved(client: Client): Promise<number> {
  return (await client.get('/v1/usage')).body.limits.tokensPerDay.reserved
}

async function usedOf(client: Client): Promise<number> {
  return (await client.get('/v1/usage')).body.limits.tokensPerDay.used
}
