import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

import { expect, test } from 'vitest'

/** What an isolate of 128 MB leaves to a script. */
const HEAP = '--max-old-space-size=118'
const READ_HONEST = join(import.meta.dirname, 'testing/read-honest.ts')

test(
  '5 MiB of text in each format are really read, in the memory of an isolate',
  { timeout: 180_000 },
  () => {
    const { status, stderr } = spawnSync(process.execPath, [HEAP, READ_HONEST], { encoding: 'utf8' })

    expect({ status, stderr: stderr.slice(-800) }).toMatchObject({ status: 0 })
  },
)
