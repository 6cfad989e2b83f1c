import { AuditEvent, AuditVerdict } from '@bulkhead/contracts/http/admin/audit-events'
import { Removed } from '@bulkhead/contracts/http/admin/changes'
import { Alert, Overview, ReportedAlerts, TenantBudgets } from '@bulkhead/contracts/http/admin/figures'
import { FlagsView } from '@bulkhead/contracts/http/admin/flags'
import { OperatorView, OperatorWithToken, WhoAmI } from '@bulkhead/contracts/http/admin/operators'
import { PortalSessionView } from '@bulkhead/contracts/http/admin/portal-sessions'
import { KeptRequests, RequestTrace, TrafficSeries } from '@bulkhead/contracts/http/admin/requests'
import {
  CurrentSession,
  DecidedGrant,
  GrantRequest,
  SessionKey,
  SignInLink,
} from '@bulkhead/contracts/http/admin/sessions'
import { pageOf } from '@bulkhead/contracts/http/lists'

import type { Operations } from '../operation.ts'

const operator = '/admin/v1/operators/:id'
const operators = { tag: 'Operators', versioned: true } as const
const flags = { tag: 'Flags', answer: FlagsView, versioned: true } as const

export const DEPLOYMENT: Operations = {
  'GET /admin/v1/whoami': { name: 'whoami', tag: 'Sessions', answer: WhoAmI },
  'GET /admin/v1/session': { name: 'getSession', tag: 'Sessions', answer: CurrentSession },
  'POST /admin/v1/session': { name: 'signIn', tag: 'Sessions', answer: WhoAmI, status: 201 },
  'DELETE /admin/v1/session': { name: 'signOut', tag: 'Sessions', status: 204 },
  'POST /admin/v1/session/key': {
    name: 'createSessionKey',
    tag: 'Sessions',
    answer: SessionKey,
    status: 201,
    propagates: true,
    errors: ['tenant_not_found'],
  },
  'GET /admin/v1/session/grant': {
    name: 'getGrantRequest',
    tag: 'Sessions',
    answer: GrantRequest,
    errors: ['storage_unavailable'],
  },
  'POST /admin/v1/session/grants': {
    name: 'decideGrant',
    tag: 'Sessions',
    answer: DecidedGrant,
    errors: ['storage_unavailable'],
  },
  'POST /admin/v1/sign-in-links': {
    name: 'createSignInLink',
    tag: 'Sessions',
    answer: SignInLink,
    status: 201,
  },
  'POST /admin/v1/portal-sessions': {
    name: 'createPortalSession',
    tag: 'Sessions',
    answer: PortalSessionView,
    status: 201,
  },
  'GET /admin/v1/overview': { name: 'getOverview', tag: 'Overview', answer: Overview },
  'GET /admin/v1/traffic': { name: 'getTraffic', tag: 'Overview', answer: TrafficSeries },
  'GET /admin/v1/budgets': { name: 'listBudgets', tag: 'Overview', answer: pageOf(TenantBudgets) },
  'GET /admin/v1/alerts': { name: 'listAlerts', tag: 'Overview', answer: pageOf(Alert) },
  'POST /admin/v1/alerts': { name: 'reportAlerts', tag: 'Overview', answer: ReportedAlerts },
  'GET /admin/v1/requests': { name: 'listRequests', tag: 'Requests', answer: KeptRequests },
  'GET /admin/v1/requests/:requestId': { name: 'getRequest', tag: 'Requests', answer: RequestTrace },
  'GET /admin/v1/audit-events': { name: 'listAuditEvents', tag: 'Audit', answer: pageOf(AuditEvent) },
  'GET /admin/v1/audit-events/verify': { name: 'verifyAuditEvents', tag: 'Audit', answer: AuditVerdict },
  'GET /admin/v1/operators': { name: 'listOperators', tag: 'Operators', answer: pageOf(OperatorView) },
  'POST /admin/v1/operators': {
    ...operators,
    name: 'createOperator',
    answer: OperatorWithToken,
    status: 201,
  },
  [`GET ${operator}`]: { ...operators, name: 'getOperator', answer: OperatorView },
  [`PATCH ${operator}`]: { ...operators, name: 'patchOperator', answer: OperatorView },
  [`DELETE ${operator}`]: { ...operators, name: 'deleteOperator', answer: Removed },
  'GET /admin/v1/flags': { ...flags, name: 'getFlags' },
  'PUT /admin/v1/flags': { ...flags, name: 'putFlags', errors: ['storage_unavailable'] },
  'GET /admin/v1/tenants/:id/flags': { ...flags, name: 'getTenantFlags' },
  'PUT /admin/v1/tenants/:id/flags': { ...flags, name: 'putTenantFlags', errors: ['storage_unavailable'] },
}
