import { spawn } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import { ADMIN_TOKEN, localKey } from '@bulkhead/harness/client'
import { startServed } from '@bulkhead/harness/start-served'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { missingFields } from './pages/missing-fields.ts'
import { samplesOf, scriptOf } from './pages/samples.ts'

type Served = Awaited<ReturnType<typeof startServed>>

/** Those for operators last: some of their samples change what others see. */
const SAMPLES = ['start', 'build', 'operate']
  .flatMap((part) => globSync(`docs/${part}/*.md`, { cwd: ROOT }).toSorted())
  .map((page) => ({ page, samples: samplesOf(readFileSync(join(ROOT, page), 'utf8')) }))
  .filter(({ samples }) => samples.length > 0)
/** `pnpm` as readers call it, without starting pnpm for each command. */
const PNPM = `pnpm() {
  local name=$1; shift
  case $name in
    bulkhead) node "$ROOT/packages/cli/src/main.ts" "$@" ;;
    capacity) node "$ROOT/scripts/ops/capacity/main.ts" "$@" ;;
    *) echo "no sample may run pnpm $name" >&2; return 1 ;;
  esac
}
`

let bulkhead: Served
const folder = mkdtempSync(join(tmpdir(), 'bulkhead-pages-'))
symlinkSync(join(ROOT, 'tenants'), join(folder, 'tenants'))
beforeAll(async () => {
  bulkhead = await startServed()
})
afterAll(async () => {
  await bulkhead?.stop()
  rmSync(folder, { recursive: true })
})

/** Runs all samples of a page in one shell, as a reader who pastes them in order would. */
function paste(script: string): Promise<{ code: number | null; text: string; outputs: string[] }> {
  const shell = spawn('bash', ['-c', PNPM + script], {
    cwd: folder,
    env: {
      ...process.env,
      BULKHEAD: bulkhead.url.href.replace(/\/$/, ''),
      BULKHEAD_URL: bulkhead.url.href.replace(/\/$/, ''),
      BULKHEAD_TOKEN: ADMIN_TOKEN,
      KEY: localKey('acme'),
      ROOT,
      TESTS: join(ROOT, 'tests'),
    },
  })
  let text = ''
  shell.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
  shell.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()))
  return new Promise((resolve) =>
    shell.once('close', (code) => resolve({ code, text, outputs: text.split('\u0000').slice(1) })),
  )
}

function lastLine(output = ''): unknown {
  return JSON.parse(output.trim().split('\n').at(-1) ?? '')
}

describe.each(SAMPLES)('$page', ({ samples }) => {
  test('every sample runs, and answers what the page shows', async () => {
    const { code, text, outputs } = await paste(scriptOf(samples))

    expect({ code, text, ran: outputs.length }).toEqual({
      code: 0,
      text: expect.not.stringContaining('"error":{'),
      ran: samples.length,
    })
    const differences = samples.flatMap(({ shows }, index) =>
      shows === undefined ? [] : missingFields(JSON.parse(shows), lastLine(outputs[index])),
    )
    expect(differences).toEqual([])
  })
})
