import { eventually, type Client } from '@bulkhead/tests/client'

import { pause } from './pause.ts'
import type { Stage } from './stage.ts'

/** Settlements are collected for about 20 ms and sent together. */
const SETTLED_WITHIN_MS = 5_000
const LATE_ONE_MS = 150

/** What a tenant has spent today, settled. Reservations that a crash has forgotten stay open for minutes and do not count here. */
export async function spent(client: Client): Promise<number> {
  return (await client.get('/v1/usage')).body.limits.tokensPerDay.used
}

/** Notes a problem unless exactly so many tokens have been charged since `before`, and no more come late. */
export async function chargedExactly(
  stage: Stage,
  client: Client,
  { before, tokens }: { readonly before: number; readonly tokens: number },
): Promise<void> {
  const since = async () => (await spent(client)) - before
  await eventually(async () => ((await since()) === tokens ? true : undefined), SETTLED_WITHIN_MS).catch(
    () => undefined,
  )
  await pause(LATE_ONE_MS)
  stage.same('tokens charged', await since(), tokens)
}
