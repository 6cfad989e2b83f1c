import { setTimeout as sleep } from 'node:timers/promises'

import { Failure } from '../../failure.ts'
import type { Canary } from '../config/deploy-config.ts'
import { inWords, judge } from './judge.ts'
import type { Site } from './site.ts'
import { answersAtAll } from './smoke.ts'
import { figuresBetween, figuresOf, type Figures } from './version-figures.ts'

/** Points reach the store a second after they are counted, and its text is as old again. */
const METRICS_LAG_MS = 3_000
const PROBES_AT_ONCE = 4
/** Goes through identification and admission, and costs no tokens. */
const PROBE = '/v1/usage'

export interface GateInput {
  readonly site: Site
  readonly adminToken: string
  /** Of a tenant, for the requests that are compared. */
  readonly key: string
  readonly canary: Canary
  readonly before: string
  readonly after: string
}

/**
 * Lets traffic flow for one step and judges the new version by it. @returns by which figures. @throws Failure when it
 * must go back
 */
export async function passGate(input: GateInput): Promise<string> {
  const { site, canary, before, after } = input
  const start = await bothFigures(input)
  const endMs = Date.now() + canary.stepSeconds * 1_000
  await answersAtAll({ site, version: after })
  await probe(input)
  await sleep(Math.max(METRICS_LAG_MS, endMs - Date.now()))
  const end = await bothFigures(input)
  const compared = {
    before: figuresBetween(start[before] ?? NONE, end[before] ?? NONE),
    after: figuresBetween(start[after] ?? NONE, end[after] ?? NONE),
  }
  const problem = judge(compared, canary)
  if (problem !== undefined) throw new Failure(`version ${after}: ${problem}`)
  return inWords(compared)
}

const NONE: Figures = { requests: 0, errors: 0, buckets: [] }

/** The same requests for both versions, one after the other, so that both are measured under the same load. */
async function probe({ site, canary, before, after, key }: GateInput): Promise<void> {
  const ask = async (version: string) => {
    const response = await site.fetch(PROBE, { version, key })
    await response.body?.cancel()
  }
  for (let sent = 0; sent < canary.probes; sent += PROBES_AT_ONCE) {
    const some = Array.from({ length: Math.min(PROBES_AT_ONCE, canary.probes - sent) }, () => before)
    await Promise.all(some.flatMap(() => [ask(before), ask(after)]))
  }
}

async function bothFigures({ site, adminToken, before, after }: GateInput): Promise<Record<string, Figures>> {
  const response = await site.fetch('/metrics', { key: adminToken, version: before })
  const text = await response.text()
  if (!response.ok)
    throw new Failure(`/metrics answered ${response.status}: the new version cannot be judged`)
  return { [before]: figuresOf(text, before), [after]: figuresOf(text, after) }
}
