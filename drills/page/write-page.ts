// Writes docs/operate/failure-modes.md: part of `pnpm write:docs`.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'

import { DRILLS } from '../catalogue/catalogue.ts'
import { readMutants } from '../mutants/runner/mutant.ts'
import { failureModesPage } from './failure-modes-page.ts'
import { NOT_APPLICABLE } from './not-applicable.ts'

writeFileSync(
  join(ROOT, 'docs/operate/failure-modes.md'),
  failureModesPage(DRILLS, NOT_APPLICABLE, readMutants()),
)
