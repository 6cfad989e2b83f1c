import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

import type { Bundle } from './bundle.ts'
import { modulesIn } from './modules-in.ts'

/** What is uploaded of a bundle, each module compressed; the same sources give the same number. */
export function uploadBytes({ folder, entry }: Bundle): number {
  const sizes = modulesIn(folder, entry).map(({ path }) => gzipSync(readFileSync(path), { level: 9 }).length)
  return sizes.reduce((sum, size) => sum + size, 0)
}
