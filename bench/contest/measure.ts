import { setTimeout as sleep } from 'node:timers/promises'

import { cpuMsOf } from '../figures/runtime-cpu.ts'
import { latencies, load } from '../traffic/load.ts'
import type { Contestant, Round } from './contestant.ts'

export interface Effort {
  readonly rounds: number
  /** Of load, in each round. */
  readonly seconds: number
  readonly connections: number
  /** Sent one after the other, in each round. */
  readonly single: number
}

const WARM_UP_SECONDS = 0.5
/** Streams take long each. */
const SINGLE_MS = 400
/** What is done after the answers, settlements and lines, belongs to the requests. */
const AFTERMATH_MS = 300

/** All contestants in turn, round after round, so that a slow minute of the machine hits every one; who begins changes. */
export async function measure(
  contestants: readonly Contestant[],
  effort: Effort,
): Promise<ReadonlyMap<string, readonly Round[]>> {
  const rounds = new Map<string, Round[]>(contestants.map(({ name }) => [name, []]))
  for (const contestant of contestants) {
    await contestant.before?.()
    await load(contestant.traffic, effort.connections, WARM_UP_SECONDS)
  }
  for (let round = 0; round < effort.rounds; round++) {
    const first = round % contestants.length
    for (const contestant of [...contestants.slice(first), ...contestants.slice(0, first)])
      rounds.get(contestant.name)?.push(await once(contestant, effort))
  }
  return rounds
}

async function once({ traffic, pids, before, patience = 1 }: Contestant, effort: Effort): Promise<Round> {
  await before?.()
  const timesMs = await latencies(traffic, effort.single, SINGLE_MS)
  await sleep(AFTERMATH_MS)
  const beforeMs = cpuOf(pids())
  const { requests, tookSeconds } = await load(traffic, effort.connections, patience * effort.seconds)
  await sleep(AFTERMATH_MS)
  return { rate: requests / tookSeconds, cpuMs: (cpuOf(pids()) - beforeMs) / requests, timesMs }
}

function cpuOf(pids: readonly number[]): number {
  return pids.length === 0 ? Number.NaN : pids.reduce((sum, pid) => sum + cpuMsOf(pid), 0)
}
