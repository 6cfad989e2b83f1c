import { answerOf } from '@bulkhead/admin-client/admin-client'

import { admin, type Schemas } from '../api/admin.ts'
import { request } from '../api/request.ts'
import { asTenant } from '../api/tenant-key.ts'
import { tenantPath } from './tenants.ts'

export type Document = Schemas['Document']

/** A document that every attempt has failed for. */
export type DeadLetter = Schemas['DeadLetter']

export function documentsPath(tenantId: string): string {
  return `${tenantPath(tenantId)}/documents`
}

export function deadLettersPath(tenantId: string): string {
  return `${tenantPath(tenantId)}/dead-letters`
}

/** Every failed document of the tenant; answers how many start again. */
export async function retryAll(tenantId: string): Promise<number> {
  const params = { path: { id: tenantId } }
  return (await answerOf(admin.POST('/admin/v1/tenants/{id}/documents/retry', { params }))).retried
}

async function documentRoute(tenantId: string, documentId: string, verb = '') {
  return asTenant(tenantId, `/v1/documents/${encodeURIComponent(documentId)}${verb}`)
}

/** One document, as its tenant. */
export async function retryDocument(tenantId: string, documentId: string): Promise<void> {
  const { path, bearer } = await documentRoute(tenantId, documentId, '/retry')
  await request('POST', path, { bearer })
}

export async function deleteDocument(tenantId: string, documentId: string): Promise<void> {
  const { path, bearer } = await documentRoute(tenantId, documentId)
  await request('DELETE', path, { bearer })
}
