import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import * as z from 'zod/mini'

import type { ControlEnv } from '../env.ts'

/** Of Cloudflare Access, which has checked its own token before the Worker runs. */
export interface AccessContext {
  readonly aud: string
  getIdentity(): Promise<unknown>
}

const Identity = z.object({ email: z.string().check(z.minLength(1)) })

/**
 * The e-mail address that Access vouches for; undefined where Access does not guard this hostname or guards it
 * for another application. @throws BulkheadError `scope_insufficient` for an identity without an address
 */
export async function accessEmail(
  { ACCESS_AUD }: Pick<ControlEnv, 'ACCESS_AUD'>,
  access: AccessContext | undefined,
): Promise<string | undefined> {
  if (access === undefined || ACCESS_AUD === undefined || access.aud !== ACCESS_AUD) return undefined
  const identity = z.safeParse(Identity, await access.getIdentity())
  if (identity.success) return identity.data.email.toLowerCase()
  throw new BulkheadError('scope_insufficient', {
    message: 'Cloudflare Access names no e-mail address for you. Sign in with an operator token.',
  })
}
