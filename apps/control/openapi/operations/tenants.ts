import {
  DeadLetter,
  ErasedData,
  RetriedDocuments,
  TenantEmbedding,
} from '@bulkhead/contracts/http/admin/tenant-data'
import {
  AppliedTenants,
  ChangedTenant,
  ErasedTenant,
  ListedTenant,
  TenantDraft,
  TenantPatch,
  TenantView,
} from '@bulkhead/contracts/http/admin/tenants'
import { Document } from '@bulkhead/contracts/http/documents'
import { pageOf } from '@bulkhead/contracts/http/lists'

import type { Operations } from '../operation.ts'

const tag = 'Tenants'
const one = '/admin/v1/tenants/:id'
const changed = { tag, answer: ChangedTenant, versioned: true, propagates: true } as const

export const TENANTS: Operations = {
  'GET /admin/v1/tenants': { name: 'listTenants', tag, answer: pageOf(ListedTenant) },
  'POST /admin/v1/tenants': { ...changed, name: 'createTenant', status: 201, body: TenantDraft },
  'POST /admin/v1/tenants/apply': {
    name: 'applyTenants',
    tag,
    answer: AppliedTenants,
    propagates: true,
  },
  [`GET ${one}`]: { name: 'getTenant', tag, answer: TenantView, versioned: true },
  [`PUT ${one}`]: { ...changed, name: 'putTenant', body: TenantDraft, creates: true },
  [`PATCH ${one}`]: { ...changed, name: 'patchTenant', body: TenantPatch },
  [`DELETE ${one}`]: { ...changed, name: 'deleteTenant', answer: ErasedTenant },
  [`POST ${one}/suspend`]: { ...changed, name: 'suspendTenant' },
  [`POST ${one}/resume`]: { ...changed, name: 'resumeTenant' },
  [`DELETE ${one}/data`]: { name: 'eraseTenantData', tag, answer: ErasedData },
  [`GET ${one}/documents`]: { name: 'listTenantDocuments', tag, answer: pageOf(Document) },
  [`POST ${one}/documents/retry`]: { name: 'retryTenantDocuments', tag, answer: RetriedDocuments },
  [`GET ${one}/dead-letters`]: { name: 'listDeadLetters', tag, answer: pageOf(DeadLetter) },
  [`GET ${one}/embedding`]: { name: 'getTenantEmbedding', tag, answer: TenantEmbedding },
}
