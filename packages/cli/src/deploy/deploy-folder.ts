import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'

/** Where a run writes its configs, and says that it is running: `.wrangler/deploy`, or `DEPLOY_FOLDER`. */
export function deployFolder(): string {
  return process.env['DEPLOY_FOLDER'] ?? join(ROOT, '.wrangler/deploy')
}
