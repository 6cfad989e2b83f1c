import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'

/** A workspace of its own, with the packages that build the site. */
export const SITE = join(ROOT, 'docs/site')
