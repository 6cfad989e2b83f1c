import { storeGrantedKey } from './oauth/store-granted-key.ts'
import { keyOf, type Route } from './route.ts'
import { listAuditEvents, verifyAuditEvents } from './routes/deployment/audit-events.ts'
import { getFlags, getTenantFlags, putFlags, putTenantFlags } from './routes/deployment/flags.ts'
import {
  deleteOperator,
  getOperator,
  listOperators,
  patchOperator,
  postOperator,
} from './routes/deployment/operators.ts'
import { postPortalSession } from './routes/deployment/portal-sessions.ts'
import { getRequest, listRequests } from './routes/deployment/requests.ts'
import { listAlerts, postAlerts } from './routes/figures/alerts.ts'
import { listBudgets } from './routes/figures/budgets.ts'
import { getOverview } from './routes/figures/overview.ts'
import { getTraffic } from './routes/figures/traffic.ts'
import { deleteKey, getKey, patchKey, rotateKeyRoute } from './routes/keys/key.ts'
import { listKeys, postKey } from './routes/keys/keys.ts'
import { deleteOwnKey, listOwnKeys, patchOwnKey, postOwnKey, rotateOwnKey } from './routes/keys/own-keys.ts'
import { listBudgetNotices } from './routes/money/budget-notices.ts'
import { deletePlan, getPlan, listPlans, patchPlan, postPlan, putPlan } from './routes/money/plans.ts'
import { getPrices, putPrices } from './routes/money/prices.ts'
import { getTenantUsage } from './routes/money/tenant-usage.ts'
import { getUsage } from './routes/money/usage.ts'
import { getGrant, postGrant } from './routes/sessions/grants.ts'
import { postSessionKey } from './routes/sessions/session-key.ts'
import { deleteSession, getSession, postSession, whoami } from './routes/sessions/session.ts'
import { postSignInLink } from './routes/sessions/sign-in-links.ts'
import { eraseTenantData, getTenantEmbedding, retryTenantDocuments } from './routes/tenants/tenant-data.ts'
import { listDeadLetters, listTenantDocuments } from './routes/tenants/tenant-documents.ts'
import { resumeTenant, suspendTenant } from './routes/tenants/tenant-status.ts'
import { deleteTenant, getTenant, patchTenant, putTenant } from './routes/tenants/tenant.ts'
import { applyTenants, listTenants, postTenant } from './routes/tenants/tenants.ts'
import { listDeliveries, replayDelivery, testWebhook } from './routes/webhooks/webhook-deliveries.ts'
import {
  deleteWebhook,
  getWebhook,
  listWebhooks,
  patchWebhook,
  postWebhook,
  rotateWebhookSecret,
} from './routes/webhooks/webhooks.ts'

/** Every route of the admin API, each with the roles that may use it; in the order in which they are tried. */
export const ROUTES: readonly Route[] = [
  whoami,
  getSession,
  postSession,
  deleteSession,
  postSessionKey,
  getGrant,
  postGrant,
  postSignInLink,
  getOverview,
  getTraffic,
  listBudgets,
  listAlerts,
  postAlerts,
  listTenants,
  postTenant,
  applyTenants,
  getTenant,
  putTenant,
  patchTenant,
  deleteTenant,
  suspendTenant,
  resumeTenant,
  listKeys,
  postKey,
  getKey,
  patchKey,
  deleteKey,
  rotateKeyRoute,
  listPlans,
  postPlan,
  getPlan,
  putPlan,
  patchPlan,
  deletePlan,
  getPrices,
  putPrices,
  getUsage,
  getTenantUsage,
  listBudgetNotices,
  listRequests,
  getRequest,
  listWebhooks,
  postWebhook,
  getWebhook,
  patchWebhook,
  deleteWebhook,
  rotateWebhookSecret,
  listDeliveries,
  replayDelivery,
  testWebhook,
  listAuditEvents,
  verifyAuditEvents,
  listOperators,
  postOperator,
  getOperator,
  patchOperator,
  deleteOperator,
  getFlags,
  putFlags,
  getTenantFlags,
  putTenantFlags,
  eraseTenantData,
  listTenantDocuments,
  retryTenantDocuments,
  listDeadLetters,
  getTenantEmbedding,
  postPortalSession,
]

/** What a tenant's own key may ask, through the gateway; none of it is a route of the admin API. */
const OWN_KEY_ROUTES: readonly Route[] = [listOwnKeys, postOwnKey, patchOwnKey, deleteOwnKey, rotateOwnKey]

export const ROUTE_OF: ReadonlyMap<string, Route> = new Map(
  [...ROUTES, ...OWN_KEY_ROUTES, storeGrantedKey].map((route) => [keyOf(route), route]),
)
