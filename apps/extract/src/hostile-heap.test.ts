import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { HOSTILE_KINDS } from './testing/hostile-documents.ts'

/** What an isolate of 128 MB leaves to a script. */
const HEAP_MB = 118
/** `limits.cpu_ms` of wrangler.jsonc. */
const MOST_CPU_MS = 10_000

const SCRIPT = join(import.meta.dirname, 'testing/read-hostile.ts')
const kinds = HOSTILE_KINDS.map(({ format, name, most }) => ({ name: `${format} ${name}`, most }))

test.each(kinds)(
  '$name: read or refused in the heap and time of an isolate',
  { timeout: 90_000 },
  ({ name, most }) => {
    const units = [most / 100, most].map(String)
    const args = [`--max-old-space-size=${HEAP_MB}`, SCRIPT, name, ...units]
    const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 60_000 })

    expect(status).toBe(0)
    const read: { cpuMs: number }[] = JSON.parse(stdout)
    expect(read).toHaveLength(units.length)
    expect(Math.max(...read.map(({ cpuMs }) => cpuMs))).toBeLessThan(MOST_CPU_MS)
  },
)
