import { admin, changed, conditions, etagOf, type Schemas } from '../api/admin.ts'
import { tenantPath } from './tenants.ts'

export type KeyView = Schemas['Key']
export type ListedKey = Schemas['ListedKey']
export type CreateKey = Schemas['CreateKey']

/** A key whose secret is new: it is shown once. */
export type NewKey = Schemas['KeyWithSecret'] & { readonly key: string }

export function keysPath(tenantId: string): string {
  return `${tenantPath(tenantId)}/keys`
}

export async function createKey(tenantId: string, wish: CreateKey): Promise<NewKey> {
  const path = { id: tenantId }
  return withSecret(
    await changed(admin.POST('/admin/v1/tenants/{id}/keys', { params: { path }, body: wish })),
  )
}

interface Rotation {
  readonly graceSeconds: number
  readonly reason: string | undefined
}

export async function rotateKey(key: KeyView, { graceSeconds, reason }: Rotation): Promise<NewKey> {
  const body = { graceSeconds, ...(reason === undefined ? {} : { reason }) }
  const options = { params: { path: pathOf(key) }, headers: conditions({ ifMatch: etagOf(key) }), body }
  return withSecret(await changed(admin.POST('/admin/v1/tenants/{id}/keys/{keyId}/rotate', options)))
}

export async function revokeKey(key: KeyView, reason: string | undefined): Promise<Schemas['RevokedKey']> {
  const options = { params: { path: pathOf(key) }, headers: conditions({ ifMatch: etagOf(key), reason }) }
  return await changed(admin.DELETE('/admin/v1/tenants/{id}/keys/{keyId}', options))
}

function pathOf({ tenantId, id }: KeyView) {
  return { id: tenantId, keyId: id }
}

function withSecret(key: Schemas['KeyWithSecret']): NewKey {
  if (key.key === undefined) throw new TypeError('a new key came without its secret')
  return { ...key, key: key.key }
}
