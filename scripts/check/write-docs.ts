// Writes the pages of docs/ that are made from code: `pnpm write:docs`.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'

import { errorsPage } from './errors-page.ts'

writeFileSync(join(ROOT, 'docs/errors.md'), errorsPage())
