import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { writeQuality } from './quality-file.ts'

test('a run leaves its quality as a gauge that Prometheus reads', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-quality-'))
  const file = join(folder, 'new/quality.prom')

  writeQuality(0.412, file)

  expect(readFileSync(file, 'utf8').split('\n')).toContain('rag_quality_score 0.412')
  rmSync(folder, { recursive: true })
})
