import { spawn } from 'node:child_process'
import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import { ADMIN_TOKEN, localKey } from '@bulkhead/harness/client'
import { startServed } from '@bulkhead/harness/start-served'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { EXAMPLE_CALLS } from '../apps/gateway/openapi/examples/calls.ts'
import { answerOf, keyOfCall } from '../apps/gateway/openapi/examples/recorded.ts'
import { missingFields } from './pages/missing-fields.ts'
import { runExamples, type ExampleRun } from './pages/run-examples.ts'

let bulkhead: Awaited<ReturnType<typeof startServed>>
let run: ExampleRun
beforeAll(async () => {
  bulkhead = await startServed()
  run = await runExamples(bulkhead.url)
})
afterAll(() => bulkhead?.stop())

test.each(EXAMPLE_CALLS)('the reference shows what is answered: $operation, $name', (call) => {
  const shown = answerOf(call)
  const answered = run.answers[keyOfCall(call)]

  expect({ status: answered?.status, type: answered?.type }).toEqual({
    status: shown?.status,
    type: shown?.type,
  })
  expect(missingFields(shown?.body ?? {}, answered?.body ?? {})).toEqual([])
})

test('the TypeScript of every example runs', async () => {
  const { code, text } = await runProgram(run.program)

  expect({ code, text }).toMatchObject({ code: 0 })
  expect(text).toContain('chat.completion')
})

function runProgram(program: string): Promise<{ code: number | null; text: string }> {
  const env = {
    ...process.env,
    BULKHEAD: bulkhead.url.href.replace(/\/$/, ''),
    KEY: localKey('acme'),
    ADMIN_TOKEN,
  }
  const node = spawn('node', ['--input-type=module-typescript', '-'], { cwd: join(ROOT, 'tests'), env })
  let text = ''
  node.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
  node.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()))
  node.stdin.end(program)
  return new Promise((resolve) => node.once('close', (code) => resolve({ code, text })))
}
