import { accept, refuse, type Outcome } from '@bulkhead/contracts/outcome'
import { Log } from '@bulkhead/logging/log'
import * as z from 'zod/mini'

import type { ControlEnv } from '../env.ts'
import { authorizationServerOf } from './authorization-server.ts'
import { oauthOf } from './oauth-deployment.ts'
import { resourceOf } from './paths.ts'
import { storageUnavailable } from './storage-unavailable.ts'

/** What the library encrypts with the token itself: nobody reads the key without one. */
const GrantProps = z.object({ key: z.string() })

/**
 * The key that stands behind an access token of `/mcp`; null for a token that is unknown, expired or for
 * something else. Whether the key is still good is its tenant's home object to say. Refusal: `storage_unavailable`
 */
export async function grantedKey(
  env: ControlEnv,
  { requestId, token }: { readonly requestId: string; readonly token: string },
): Promise<Outcome<string | null>> {
  const deployment = oauthOf(env)
  if (deployment === undefined) return accept(null)
  try {
    const server = await authorizationServerOf(deployment)
    const found = await server.validateToken(resourceOf(deployment.issuer), token, deployment.env)
    return accept(GrantProps.safeParse(found?.props).data?.key ?? null)
  } catch (thrown) {
    const log = new Log('control/oauth', env, { requestId })
    return refuse(storageUnavailable({ log }, thrown))
  }
}
