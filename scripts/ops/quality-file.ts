import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'

/** Where the last run's quality stands; `pnpm observe` scrapes it, and so can any textfile collector. */
export const QUALITY_FILE = join(ROOT, '.wrangler/quality.prom')

/** Keeps the mean nDCG@10 of a run as the gauge `rag_quality_score`. */
export function writeQuality(score: number, file = QUALITY_FILE): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, qualityText(score))
}

function qualityText(score: number): string {
  return `# HELP rag_quality_score nDCG@10 of the retrieval regression run\n# TYPE rag_quality_score gauge\nrag_quality_score ${score}\n`
}
