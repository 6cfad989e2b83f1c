import { Client, eventually } from '@bulkhead/harness/client'
import { Random } from '@bulkhead/harness/random'

import type { DrillSystem } from '../stage/drill-system.ts'
import { ATLAS, BOREALIS, EURYALE } from '../stage/drill-tenants.ts'
import { pause } from '../stage/pause.ts'
import { steadyState } from '../stage/steady-state.ts'
import { Chaos } from './chaos.ts'
import { runtimeMiB } from './memory.ts'
import { SoakActor } from './soak-actor.ts'

export interface SoakReport {
  readonly statuses: ReadonlyMap<string, number>
  readonly faults: ReadonlyMap<string, number>
  readonly promisedDocuments: number
  readonly promisedMessages: number
  readonly kills: number
  /** Resident memory of the runtime, MiB, once a second; from the last start on. */
  readonly memory: readonly number[]
  readonly problems: readonly string[]
}

const STEP_MS = 1_500
const SETTLE_MS = 180_000
const TENANTS = [
  ['atlas', ATLAS],
  ['borealis', BOREALIS],
  ['euryale', EURYALE],
] as const
const ACTORS_EACH = 2
/** After a crash a budget withholds running requests, and up to 1 % by which its stored ceiling was ahead, for 15 minutes. */
const HELD_BACK_RATIO = 0.01
const HELD_BACK_TOKENS = 2_000

/**
 * Mixed load of three tenants, one of them with a small budget, while random faults come and go and everything is killed twice. What
 * was promised on the way must be kept at the end.
 */
export async function soak(
  system: DrillSystem,
  { minutes, seed }: { readonly minutes: number; readonly seed: number },
): Promise<SoakReport> {
  const endMs = Date.now() + minutes * 60_000
  const actors = TENANTS.flatMap(([tenant, key], tenantIndex) =>
    Array.from({ length: ACTORS_EACH }, (_, index) => {
      const random = new Random(seed + tenantIndex * ACTORS_EACH + index)
      return new SoakActor(`${tenant}-${index}`, { fetch: system.fetch, key }, random)
    }),
  )
  const running = Promise.all(actors.map((actor) => actor.run(() => Date.now() > endMs)))
  const course = await disturb(system, new Random(seed), endMs)
  await running
  await system.clearFaults()
  const problems = [
    ...actors.flatMap((actor) => actor.problems),
    ...(await unkept(system, actors, crashesOf(course))),
    ...system.leaks(),
  ]
  return { ...course, ...totalsOf(actors), problems }
}

/** Faults come and go until the end; at a third and at two thirds of the time everything is killed. */
async function disturb(system: DrillSystem, random: Random, endMs: number) {
  const startMs = Date.now()
  const chaos = new Chaos(system, random)
  const memory: number[] = []
  let kills = 0
  while (Date.now() < endMs) {
    const share = (Date.now() - startMs) / (endMs - startMs)
    if (share > (kills + 1) / 3 && kills < 2) {
      kills += 1
      await system.kill()
      await system.restart()
      chaos.forget()
      memory.length = 0
    }
    await chaos.step().catch(() => undefined)
    const size = runtimeMiB(system.groupId)
    if (size !== undefined) memory.push(size)
    await pause(STEP_MS)
  }
  return { kills, memory, faults: chaos.counts }
}

/** How often a limiter restarted from its storage. */
function crashesOf({
  kills,
  faults,
}: {
  readonly kills: number
  readonly faults: ReadonlyMap<string, number>
}): number {
  return kills + (faults.get('storage:RateLimiter abort') ?? 0)
}

/** What was promised and is missing. */
async function unkept(system: DrillSystem, actors: readonly SoakActor[], crashes: number): Promise<string[]> {
  const problems: string[] = []
  for (const [index, actor] of actors.entries()) {
    const [, key = ATLAS] = TENANTS[Math.floor(index / ACTORS_EACH)] ?? []
    const client = new Client(system.fetch, key)
    problems.push(...(await unkeptDocuments(client, actor)), ...(await unkeptMessages(client, actor)))
  }
  for (const [tenant, key] of TENANTS)
    problems.push(...(await unbalanced(tenant, new Client(system.fetch, key), crashes)))
  // Last: a document that is still on its way is a warning in every search.
  return [...problems, ...(await steadyState(system))]
}

/** A tenant whose budget is spent keeps its documents searchable by words; the others' must be indexed. */
async function unkeptDocuments(client: Client, { name, promised }: SoakActor): Promise<string[]> {
  const problems: string[] = []
  const settled = new Set(name.startsWith('euryale') ? ['searchable', 'indexed'] : ['indexed'])
  for (const id of promised.documents) {
    let status = ''
    await eventually(async () => {
      status = (await client.get(`/v1/documents/${id}`)).body?.status ?? 'gone'
      return settled.has(status) || status === 'gone' ? true : undefined
    }, SETTLE_MS).catch(() => undefined)
    if (!settled.has(status)) problems.push(`${name}: document ${id} was accepted and is ${status}`)
  }
  return problems
}

async function unkeptMessages(client: Client, { name, promised }: SoakActor): Promise<string[]> {
  const stored = new Map<string, string>()
  for (const session of new Set([...promised.messages.values()].map((message) => message.session))) {
    for (let cursor = ''; ;) {
      const { body } = await client.get(`/v1/sessions/${session}/messages?limit=100${cursor}`)
      for (const { id, content } of body?.data ?? []) stored.set(String(id), String(content))
      if (typeof body?.nextCursor !== 'string') break
      cursor = `&cursor=${encodeURIComponent(body.nextCursor)}`
    }
  }
  // euryale keeps four messages of a session; the older ones are in its archive.
  if (name.startsWith('euryale')) return []
  return [...promised.messages].flatMap(([id, { content }]) =>
    stored.get(id) === content
      ? []
      : [`${name}: message ${id} was answered and is ${stored.has(id) ? 'another' : 'gone'}`],
  )
}

/** Once nothing runs, what the days add up to is what the limit counts, and nothing stays reserved but what crashes withhold. */
async function unbalanced(tenant: string, client: Client, crashes: number): Promise<string[]> {
  let problem = ''
  const isBalanced = await eventually(async () => {
    const { body } = await client.get('/v1/usage')
    const { used, reserved, limit } = body?.limits?.tokensPerDay ?? {}
    const total: number = body?.days?.[0]?.totalTokens ?? 0
    problem = `${tenant}: used ${used}, the day's sum ${total}, reserved ${reserved}, limit ${limit}`
    const heldBack = crashes * (limit * HELD_BACK_RATIO + HELD_BACK_TOKENS)
    return reserved <= heldBack && used <= limit && used === total ? true : undefined
  }, SETTLE_MS).catch(() => false)
  return isBalanced ? [] : [problem]
}

function totalsOf(actors: readonly SoakActor[]) {
  const statuses = new Map<string, number>()
  for (const actor of actors)
    for (const [status, count] of actor.statuses) statuses.set(status, (statuses.get(status) ?? 0) + count)
  return {
    statuses,
    promisedDocuments: actors.reduce((sum, { promised }) => sum + promised.documents.size, 0),
    promisedMessages: actors.reduce((sum, { promised }) => sum + promised.messages.size, 0),
  }
}
