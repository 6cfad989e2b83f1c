import { foreignTiming } from './foreign-timing.ts'
import { ingestCrashes } from './ingest-crashes.ts'
import { isolation } from './isolation.ts'

/** `pnpm drill <name>`: takes minutes, on a system of its own. Throws what it found wrong. */
export interface LongDrill {
  readonly name: string
  readonly usage: string
  readonly run: (args: readonly string[]) => Promise<void>
}

export const LONG_DRILLS: readonly LongDrill[] = [
  {
    name: 'foreign-timing',
    usage: `foreign-timing [--pairs 10000] [--seed n] [--planted]
      whether the time of an answer distinguishes a foreign thing from an absent one; --planted: in a system where it does`,
    run: foreignTiming,
  },
  {
    name: 'ingest-crashes',
    usage: `ingest-crashes [--rounds 10] [--documents 200] [--seed n]
      kills everything at random moments of ingesting, and checks every document after the restart`,
    run: ingestCrashes,
  },
  {
    name: 'isolation',
    usage: `isolation [--operations 10000] [--seed n]
      random operations of five tenants with the same document ids; checks each answer against what its tenant may see`,
    run: isolation,
  },
]
