import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { seedOf } from '@bulkhead/harness/random'
import { afterEach, expect, test } from 'vitest'

import { crashRounds } from './crash-rounds.ts'

let stateDir: string | undefined
afterEach(() => {
  if (stateDir !== undefined) rmSync(stateDir, { recursive: true, force: true })
})

/** The long run is `pnpm drill ingest-crashes`. */
test('whatever moment the lights go out, every document ends indexed or failed, and none twice', async () => {
  stateDir = mkdtempSync(join(tmpdir(), 'bulkhead-'))
  const seed = seedOf(process.env['SEED'])

  for await (const { problems, killedAt, indexed, failed } of crashRounds({
    seed,
    rounds: 2,
    documents: 40,
    stateDir,
  })) {
    expect([problems, indexed, failed], `SEED=${seed}, killed at ${killedAt}`).toEqual([[], 38, 2])
  }
}, 180_000)
