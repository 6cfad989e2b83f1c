import { RemovedPlan } from '@bulkhead/contracts/http/admin/changes'
import { ChangedPlan, PlanView, PutPlan } from '@bulkhead/contracts/http/admin/plans'
import { ChangedPrices, PricesView } from '@bulkhead/contracts/http/admin/prices'
import { BudgetNotice, UsageExport } from '@bulkhead/contracts/http/admin/usage'
import { pageOf } from '@bulkhead/contracts/http/lists'
import { Usage } from '@bulkhead/contracts/http/usage'

import type { Operations } from '../operation.ts'

const tag = 'Money'
const plan = '/admin/v1/plans/:name'
const changed = { tag, versioned: true, propagates: true } as const
const usageTypes = ['application/x-ndjson', 'text/csv']

export const MONEY: Operations = {
  'GET /admin/v1/plans': { name: 'listPlans', tag, answer: pageOf(PlanView) },
  'POST /admin/v1/plans': { tag, name: 'createPlan', answer: PlanView, status: 201, versioned: true },
  [`GET ${plan}`]: { name: 'getPlan', tag, answer: PlanView, versioned: true },
  [`PUT ${plan}`]: { ...changed, name: 'putPlan', answer: ChangedPlan, creates: true },
  [`PATCH ${plan}`]: { ...changed, name: 'patchPlan', answer: ChangedPlan, body: PutPlan },
  [`DELETE ${plan}`]: { name: 'deletePlan', tag, answer: RemovedPlan, versioned: true },
  'GET /admin/v1/prices': { name: 'getPrices', tag, answer: PricesView, versioned: true },
  'PUT /admin/v1/prices': { ...changed, name: 'putPrices', answer: ChangedPrices },
  'GET /admin/v1/usage': {
    name: 'exportUsage',
    tag,
    answer: UsageExport,
    contentTypes: usageTypes,
  },
  'GET /admin/v1/budget-notices': { name: 'listBudgetNotices', tag, answer: pageOf(BudgetNotice) },
  'GET /admin/v1/tenants/:id/usage': { name: 'getTenantUsage', tag, answer: Usage },
}
