import { spreadOf } from '../figures/spread.ts'
import { median, quantile } from '../figures/statistics.ts'
import { formatTable } from '../figures/table.ts'
import type { Contestant, Round } from './contestant.ts'

/** Those whose CPU time over their bare proxy's is above what is allowed. */
export function aboveCeilings(
  contestants: readonly Contestant[],
  rounds: ReadonlyMap<string, readonly Round[]>,
  ceilings: Readonly<Record<string, number>>,
): string[] {
  return contestants.flatMap(({ name, bare }) => {
    const base = rounds.get(bare) ?? []
    const own = (rounds.get(name) ?? []).map((round, at) => round.cpuMs / (base[at]?.cpuMs ?? round.cpuMs))
    const ceiling = ceilings[name] ?? Number.POSITIVE_INFINITY
    return median(own) > ceiling ? [`${name}: ${median(own).toFixed(2)} × is above ${ceiling} ×`] : []
  })
}

/** Each contestant's figures, and what they are over those of its bare proxy in the same rounds. */
export function report(
  contestants: readonly Contestant[],
  rounds: ReadonlyMap<string, readonly Round[]>,
): string {
  const head = ['', 'CPU µs', 'CPU ×', 'requests/s', 'share', 'per core', 'p50 ms', 'p50 ×', 'p99 ms, added']
  const rows = contestants.map(({ name, bare }) => {
    const own = rounds.get(name) ?? []
    const base = rounds.get(bare) ?? []
    const over = (of: (round: Round) => number) => own.map((round, at) => of(round) / of(base[at] ?? round))
    const p50 = ({ timesMs }: Round) => median(timesMs)
    const times = (all: readonly Round[]) => all.flatMap(({ timesMs }) => timesMs)
    const added = quantile(times(own), 0.99) - quantile(times(base), 0.99)
    return [
      name,
      (median(own.map(({ cpuMs }) => cpuMs)) * 1_000).toFixed(0),
      spreadOf(
        over(({ cpuMs }) => cpuMs),
        2,
      ),
      median(own.map(({ rate }) => rate)).toFixed(0),
      spreadOf(
        over(({ rate }) => rate),
        2,
      ),
      (1_000 / median(own.map(({ cpuMs }) => cpuMs))).toFixed(0),
      median(own.map(p50)).toFixed(2),
      spreadOf(over(p50), 2),
      name === bare ? '' : added.toFixed(2),
    ]
  })
  return formatTable(head, rows)
}
