import type { Scope } from '@bulkhead/tenant-schema/tenant-config'

import { sha256Hex } from '../audit/link-hash.ts'
import { mintKey } from '../keys/mint-key.ts'
import { GRANT_MS } from '../limits.ts'
import { registryOf } from '../registry-of.ts'
import type { AdminCall } from '../registry-protocol.ts'
import { keyOf, type WorkerCall } from '../route.ts'
import { ask } from '../tenant-call.ts'
import { parsed, type AskedGrant } from './asked-grant.ts'
import { storeGrantedKey, type GrantedKey } from './store-granted-key.ts'

const MAX_NAME_CHARS = 100
const SUBJECT_CHARS = 16

interface Decision {
  readonly asked: AdminCall
  readonly grant: AskedGrant
  /** None: no. */
  readonly scopes: readonly Scope[]
}

/**
 * Where the browser goes on. The library keeps the grant before the Registry keeps its key: should the second
 * fail, the code was never handed out, and no key was made.
 */
export async function decideGrant(call: WorkerCall, { asked, grant, scopes }: Decision): Promise<string> {
  const { oauth, request, portal } = grant
  if (scopes.length === 0) {
    const { authorizationErrorRedirect } = await import('./library.ts')
    return authorizationErrorRedirect(request, 'access_denied')
  }
  const { key, keyId, sha256 } = await mintKey({ keyCheckSecret: call.env.KEY_CHECK_SECRET }, portal.tenantId)
  const { clientName } = await parsed(call, () => oauth.describeConsent(request))
  const { redirectTo } = await parsed(call, () =>
    oauth.completeAuthorization({
      request,
      userId: userIdOf(portal),
      metadata: { keyId },
      scope: [...scopes],
      props: { key },
    }),
  )
  const expiresAt = new Date(Date.now() + GRANT_MS).toISOString()
  const name = clientName.slice(0, MAX_NAME_CHARS)
  await store(call, asked, {
    keyId,
    sha256,
    wish: { name, scopes: [...scopes], expiresAt, metadata: METADATA },
  })
  return redirectTo
}

const METADATA = { grant: 'mcp' }

async function store(call: WorkerCall, asked: AdminCall, body: GrantedKey): Promise<void> {
  const { env } = call
  const route = keyOf(storeGrantedKey)
  await ask(call, 'registry', () =>
    registryOf(env).perform({ ...asked, route, body, text: '', idempotencyKey: undefined, conditions: {} }),
  )
}

/** It stands in tokens and in keys of the store, so that it names nobody. */
function userIdOf({ tenantId, subject }: AskedGrant['portal']): string {
  return `${tenantId}.${sha256Hex(subject).slice(0, SUBJECT_CHARS)}`
}
