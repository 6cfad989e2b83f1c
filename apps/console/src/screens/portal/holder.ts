import { request } from '../../api/request.ts'
import { apiBase, type PortalSession } from '../../api/session.ts'
import type { Access } from '../playground/use-run.ts'

/** Who looks at the portal, and with what. */
export interface Holder {
  readonly tenantId: string
  /** Whose name stands in the header: a person, or a key. */
  readonly name: string
  /** What may be shown; undefined: the API says so where it is asked. */
  readonly scopes: readonly string[] | undefined
  readonly returnUrl: string | undefined
  readonly access: () => Promise<Access>
  /** Whether leaving ends a session too. */
  readonly isSession: boolean
}

interface SessionKey {
  readonly key: string
  readonly expiresAt: string
  readonly apiOrigin?: string
}

const MARGIN_MS = 60_000

/** A key of the session's tenant and scopes, renewed before its ten minutes are over; kept in memory alone. */
export function holderOfSession({ tenantId, subject, scopes, returnUrl }: PortalSession): Holder {
  let made: Promise<SessionKey> | undefined
  let expiresMs = 0
  const access = async () => {
    if (made === undefined || expiresMs - MARGIN_MS < Date.now()) made = makeKey()
    const mine = made
    const { key, expiresAt, apiOrigin } = await mine.catch((thrown: unknown) => {
      made = undefined
      throw thrown
    })
    expiresMs = Date.parse(expiresAt)
    return { key, origin: apiOrigin ?? '' }
  }
  return { tenantId, name: subject, scopes, returnUrl, access, isSession: true }
}

/** A key of the tenant's own, as somebody has pasted it: the page forgets it with the tab. */
export function holderOfKey(key: string): Holder {
  const [, tenantId = '', keyId = ''] = /^bh_([a-z0-9-]+)_([A-Za-z0-9]+)_/.exec(key) ?? []
  return {
    tenantId,
    name: `key ${keyId}`,
    scopes: undefined,
    returnUrl: undefined,
    access: async () => ({ key, origin: apiBase() }),
    isSession: false,
  }
}

async function makeKey(): Promise<SessionKey> {
  return (await request<SessionKey>('POST', '/admin/v1/session/key', { body: {} })).data
}
