import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import { runCommand } from '@bulkhead/harness/run-command'
import { afterAll, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-eval-'))
const metrics = join(folder, 'quality.prom')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** `pnpm eval` on the committed collections, whatever data this machine may have besides. */
function evaluate(...args: string[]) {
  const env = { ...process.env, EVAL_DATA: '', LOCAL_EMBEDDINGS: '' }
  return runCommand(process.execPath, [join(ROOT, 'eval/main.ts'), '--metrics', metrics, ...args], {
    env,
    quiet: true,
  })
}

test('retrieval and answers are as good as they have been', async () => {
  const { code, output } = await evaluate()

  expect([code, output]).toEqual([
    0,
    expect.stringMatching(/^handbook +0\.\d{3}[^]*^long-questions +[01]\.\d{3}/m),
  ])
  expect(readFileSync(metrics, 'utf8')).toMatch(/\nrag_quality_score 0\.\d+\n/)
}, 240_000)

test('a figure below its floor fails the run and is named', async () => {
  const floors = join(folder, 'floors.json')
  writeFileSync(floors, JSON.stringify({ handbook: { ndcg: 0.999, recall: 0.1 } }))

  const { code, output } = await evaluate(join(ROOT, 'eval/handbook'), '--floors', floors)

  expect(code).toBe(1)
  expect(output).toMatch(/^handbook: ndcg is 0\.\d{3}, below 0\.999$/m)
  expect(output).not.toContain('recall is')
}, 240_000)
