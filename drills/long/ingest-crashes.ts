// Documents are sent, every process is killed at a random moment, and after a restart each must be there once: whole or failed with a reason.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { formatTable } from '@bulkhead/bench/figures/table'
import { seedOf } from '@bulkhead/harness/random'

import { crashRounds } from './crash-rounds.ts'

const HEAD = ['round', 'killed at', 'answered', 'indexed', 'failed', 'done after', 'problems']

/** `pnpm drill ingest-crashes [--rounds 10] [--documents 200] [--seed n]` */
export async function ingestCrashes(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '10' },
      documents: { type: 'string', default: '200' },
      seed: { type: 'string' },
    },
  })
  const seed = seedOf(values.seed)
  const stateDir = mkdtempSync(join(tmpdir(), 'bulkhead-crashes-'))
  console.log(`seed ${seed}`)
  const rows: string[][] = []
  const problems: string[] = []
  try {
    const drill = { seed, rounds: Number(values.rounds), documents: Number(values.documents), stateDir }
    for await (const round of crashRounds(drill)) {
      const { killedAt, accepted, indexed, failed, seconds } = round
      const numbers = [accepted, indexed, failed].map(String)
      rows.push([
        String(rows.length + 1),
        killedAt,
        ...numbers,
        `${seconds.toFixed(1)} s`,
        String(round.problems.length),
      ])
      problems.push(...round.problems)
    }
  } finally {
    rmSync(stateDir, { recursive: true, force: true })
  }
  console.log(formatTable(HEAD, rows))
  if (problems.length > 0) throw new Error(`\n${problems.join('\n')}`)
}
