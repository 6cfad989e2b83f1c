import { createHash } from 'node:crypto'
import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'

import type { Target } from './config/target.ts'

const ID_LENGTH = 12

/**
 * Where a run writes its configs, and that it is running: one folder for each environment of each account, wherever
 * its API is, so that runs which may go on beside each other never write the same file.
 */
export function deployFolder({ name, accountId, names }: Target): string {
  const where = [process.env['CLOUDFLARE_API_BASE_URL'] ?? '', accountId, names.prefix, names.suffix]
  const id = createHash('sha256').update(where.join('\n')).digest('hex').slice(0, ID_LENGTH)
  return join(ROOT, '.wrangler/deploy', `${name}-${id}`)
}
