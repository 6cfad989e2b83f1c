import { isPublicUrl } from '@bulkhead/contracts/addresses/public-url'

import { isLocal, type World } from '../desk/world.ts'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Why events may not be sent there. Only `https:` on a public host: private addresses, in whatever spelling,
 * are refused; locally loopback is welcome. Fails closed.
 */
export function urlProblem(text: string, world: Pick<World, 'environment'>): string | undefined {
  const url = URL.parse(text)
  if (url === null) return 'must be a URL'
  if (url.username !== '' || url.password !== '') return 'must have no credentials'
  if (isLocal(world) && LOOPBACK.has(url.hostname) && /^https?:$/.test(url.protocol)) return undefined
  return isPublicUrl(text) ? undefined : 'must be an https URL on a public host'
}
