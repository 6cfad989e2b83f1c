import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

/**
 * Every name under which something of a tenant is stored is made here, from its TenantId, and nowhere else.
 * Tenant ids hold no `/` and document ids neither, so no two tenants and no two documents can meet in one
 * name.
 */
export function corpusName(tenantId: TenantId): string {
  return tenantId
}

/** All originals of a tenant lie under it. */
export function objectPrefix(tenantId: TenantId): string {
  return `t/${tenantId}/documents/`
}

/** Each upload has its own key, so a new version never overwrites what an older one is still read from. */
export function objectKey(tenantId: TenantId, documentId: string, uploadId: string): string {
  return `${objectPrefix(tenantId)}${documentId}/${uploadId}`
}

export function vectorNamespace(tenantId: TenantId): string {
  return tenantId
}

/** The start of every vector id of a tenant: what tells a left-over of our own from a foreign one. */
export async function tenantTag(tenantId: TenantId): Promise<string> {
  return (await sha256Hex(`tenant/${tenantId}`)).slice(0, 16)
}

/**
 * The part of a vector id that all chunks of one upload share. Never made twice: a late delete cannot hit a
 * newer upload's vectors.
 */
export async function vectorPrefix(
  tenantId: TenantId,
  documentId: string,
  uploadId: string,
): Promise<string> {
  const upload = (await sha256Hex(`vector/${tenantId}/${documentId}/${uploadId}`)).slice(0, 32)
  return `${await tenantTag(tenantId)}-${upload}`
}

/** At most 57 of the 64 bytes that Vectorize allows. */
export function vectorId(prefix: string, ordinal: number): string {
  return `${prefix}-${ordinal}`
}

const VECTOR_ID = /^(?<prefix>(?<tag>[0-9a-f]{16})-[0-9a-f]{32})-(?<ordinal>\d{1,7})$/

/** The parts of a vector id, or undefined when we cannot have made it. */
export function parseVectorId(
  id: string,
): { readonly prefix: string; readonly tag: string; readonly ordinal: number } | undefined {
  const { prefix, tag, ordinal } = VECTOR_ID.exec(id)?.groups ?? {}
  if (prefix === undefined || tag === undefined || ordinal === undefined) return undefined
  return { prefix, tag, ordinal: Number(ordinal) }
}

/** What callers see as `chunkId`. */
export function chunkId(documentId: string, version: number, ordinal: number): string {
  return `${documentId}:${version}:${ordinal}`
}

export async function sha256Hex(content: string | Uint8Array): Promise<string> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return toHex(await crypto.subtle.digest('SHA-256', bytes))
}

export function toHex(digest: ArrayBuffer): string {
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
