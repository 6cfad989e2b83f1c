import type { Document } from '@bulkhead/contracts/http/documents'

import { request } from '../api/request.ts'
import { asTenant } from '../api/tenant-key.ts'
import { tenantPath } from './tenants.ts'

export type { Document }

/** A document that every attempt has failed for. */
export interface DeadLetter {
  readonly documentId: string
  readonly title: string
  readonly version: number
  readonly bytes: number
  readonly format: string
  readonly createdAt: string
  readonly failedAt: string
  readonly reason: { readonly code: string; readonly message: string } | null
}

export function documentsPath(tenantId: string): string {
  return `${tenantPath(tenantId)}/documents`
}

export function deadLettersPath(tenantId: string): string {
  return `${tenantPath(tenantId)}/dead-letters`
}

/** Every failed document of the tenant; answers how many start again. */
export async function retryAll(tenantId: string): Promise<number> {
  return (await request<{ readonly retried: number }>('POST', `${documentsPath(tenantId)}/retry`)).data
    .retried
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
