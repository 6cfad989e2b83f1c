import type { Traffic } from '../traffic/load.ts'

/** One way to serve one kind of request, beside the others of a run. */
export interface Contestant {
  readonly name: string
  readonly traffic: Traffic
  /** Its processes; asked for anew, since a server may replace its workers. */
  readonly pids: () => readonly number[]
  /** Whose figures its own are held against. */
  readonly bare: string
  /** Done before each round, outside of what is measured. */
  readonly before?: () => Promise<void>
  /** So many times longer under load than others, since each of its requests takes long. */
  readonly patience?: number
}

/** What one round has shown of one contestant. */
export interface Round {
  readonly rate: number
  /** CPU time of its processes for one request. */
  readonly cpuMs: number
  /** One request after the other. */
  readonly timesMs: readonly number[]
}
