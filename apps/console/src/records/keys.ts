import type { CreateKey, KeyView } from '@bulkhead/contracts/http/admin/keys'

import { request } from '../api/request.ts'
import type { Enforced } from '../api/resource.ts'
import { tenantPath } from './tenants.ts'

export type { CreateKey, KeyView }

/** A key whose secret is new: it is shown once. */
export interface NewKey extends KeyView, Enforced {
  readonly key: string
}

export function keysPath(tenantId: string): string {
  return `${tenantPath(tenantId)}/keys`
}

function keyPath(tenantId: string, keyId: string): string {
  return `${keysPath(tenantId)}/${encodeURIComponent(keyId)}`
}

export async function createKey(tenantId: string, wish: CreateKey): Promise<NewKey> {
  return (await request<NewKey>('POST', keysPath(tenantId), { body: wish })).data
}

interface Rotation {
  readonly graceSeconds: number
  readonly reason: string | undefined
}

export async function rotateKey(key: KeyView, { graceSeconds, reason }: Rotation): Promise<NewKey> {
  const body = { graceSeconds, ...(reason === undefined ? {} : { reason }) }
  const path = `${keyPath(key.tenantId, key.id)}/rotate`
  return (await request<NewKey>('POST', path, { body, ifMatch: etagOf(key) })).data
}

export async function revokeKey(key: KeyView, reason: string | undefined): Promise<Enforced> {
  const path = keyPath(key.tenantId, key.id)
  return (await request<Enforced>('DELETE', path, { reason, ifMatch: etagOf(key) })).data
}

/** Rows of a list come without the header; the version is what it is made of. */
function etagOf({ version }: KeyView): string {
  return `"${version}"`
}
