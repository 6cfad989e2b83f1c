import { AuditEvent, AuditVerdict } from '@bulkhead/contracts/http/admin/audit-events'
import { Change, DryRun, Removed, RemovedPlan } from '@bulkhead/contracts/http/admin/changes'
import {
  Alert,
  Overview,
  ReportAlerts,
  ReportedAlerts,
  TenantBudgets,
} from '@bulkhead/contracts/http/admin/figures'
import { FlagsView } from '@bulkhead/contracts/http/admin/flags'
import {
  ChangedKey,
  CreateKey,
  KeyView,
  ListedKey,
  KeyWithSecret,
  PatchKey,
  RevokedKey,
  RotateKey,
} from '@bulkhead/contracts/http/admin/keys'
import {
  CreateOperator,
  OperatorView,
  OperatorWithToken,
  PatchOperator,
  WhoAmI,
} from '@bulkhead/contracts/http/admin/operators'
import { ChangedPlan, CreatePlan, PlanView, PutPlan } from '@bulkhead/contracts/http/admin/plans'
import { CreatePortalSession, PortalSessionView } from '@bulkhead/contracts/http/admin/portal-sessions'
import { ChangedPrices, PricesView, PriceTable, PutPrices } from '@bulkhead/contracts/http/admin/prices'
import {
  KeptRequests,
  RequestSummary,
  RequestTrace,
  TrafficSeries,
} from '@bulkhead/contracts/http/admin/requests'
import {
  CreateSessionKey,
  CreateSignInLink,
  CurrentSession,
  DecidedGrant,
  DecideGrant,
  GrantRequest,
  OpenSession,
  SessionKey,
  SignInLink,
} from '@bulkhead/contracts/http/admin/sessions'
import {
  DeadLetter,
  ErasedData,
  RetriedDocuments,
  TenantEmbedding,
} from '@bulkhead/contracts/http/admin/tenant-data'
import {
  AppliedTenants,
  ApplyTenants,
  ChangedTenant,
  ErasedTenant,
  ListedTenant,
  Reason,
  TenantDraft,
  TenantPatch,
  TenantView,
} from '@bulkhead/contracts/http/admin/tenants'
import { BudgetNotice, UsageExport, UsageLine } from '@bulkhead/contracts/http/admin/usage'
import {
  CreateWebhook,
  DeliveryView,
  PatchWebhook,
  WebhookView,
  WebhookWithSecret,
} from '@bulkhead/contracts/http/admin/webhooks'
import { Document } from '@bulkhead/contracts/http/documents'
import { Usage } from '@bulkhead/contracts/http/usage'
import { FlagOverrides } from '@bulkhead/tenant-schema/flags'
import { KeyLimits } from '@bulkhead/tenant-schema/tenant-config'
import * as z from 'zod/mini'

interface Named {
  readonly id: string
  readonly description?: string
}

/** The schemas that have a name in the document, so that clients have one type for each. */
export const NAMES = z.registry<Named>()

const named: readonly (readonly [z.core.$ZodType, string, string?])[] = [
  [ApplyTenants, 'ApplyTenants', 'Every file of a folder of tenants.'],
  [AppliedTenants, 'AppliedTenants', 'What applying a folder changed.'],
  [BudgetNotice, 'BudgetNotice', 'A threshold that a budget has crossed.'],
  [Change, 'Change', 'One field that differs; null where it is absent on that side.'],
  [
    DryRun,
    'DryRun',
    'The answer to `dryRun=true`: what would be, and what would change. Nothing was written.',
  ],
  [Removed, 'Removed'],
  [RemovedPlan, 'RemovedPlan'],
  [Reason, 'Reason', 'Why it is done; part of the audit event.'],
  [TenantDraft, 'TenantDraft', 'A `tenant.config.json`; what the plan has may be left out.'],
  [TenantPatch, 'TenantPatch', 'A JSON merge patch of a tenant: absent keeps, null clears, lists replace.'],
  [TenantView, 'Tenant', 'A tenant: its own document and what the Registry adds.'],
  [ChangedTenant, 'ChangedTenant', 'A tenant, and since when its home object enforces the change.'],
  [ErasedTenant, 'ErasedTenant'],
  [KeyLimits, 'KeyLimits', "What a key alone may use, within its tenant's limits."],
  [CreateKey, 'CreateKey'],
  [PatchKey, 'PatchKey', 'A JSON merge patch of a key.'],
  [RotateKey, 'RotateKey', 'For how many seconds the old secret stays good; 0: not at all.'],
  [KeyView, 'Key', 'A key, without its secret.'],
  [ChangedKey, 'ChangedKey', 'A key, and since when its home object enforces the change.'],
  [
    KeyWithSecret,
    'KeyWithSecret',
    '`key` is shown once, and for ten minutes again to the same Idempotency-Key.',
  ],
  [RevokedKey, 'RevokedKey', 'Since `enforcedAt` no request with the key is accepted.'],
  [
    CreatePlan,
    'CreatePlan',
    'Limits that tenants of the plan have unless their own document says otherwise.',
  ],
  [PutPlan, 'PutPlan'],
  [PlanView, 'Plan'],
  [ChangedPlan, 'ChangedPlan'],
  [PutPrices, 'PutPrices', 'US dollars for a million tokens; a model that is left out has no price.'],
  [PriceTable, 'PriceTable', 'One version of the price table.'],
  [PricesView, 'Prices', 'The prices that apply now, and every version, newest first.'],
  [ChangedPrices, 'ChangedPrices'],
  [UsageLine, 'UsageLine', 'One line of the export; what it is not grouped by is left out.'],
  [UsageExport, 'UsageExport', 'What was used in whole UTC days, both included.'],
  [Usage, 'TenantUsage', 'Where each limit stands, and what was used by day, model and key.'],
  [RequestSummary, 'Request', 'Metadata of one request, without content.'],
  [KeptRequests, 'Requests', 'The newest requests, and how many are kept.'],
  [RequestTrace, 'RequestTrace', 'One request with its log lines and spans.'],
  [CreateWebhook, 'CreateWebhook'],
  [PatchWebhook, 'PatchWebhook', 'A JSON merge patch of a webhook.'],
  [WebhookView, 'Webhook', 'A receiver of events, without its secret.'],
  [WebhookWithSecret, 'WebhookWithSecret', '`secret` is shown once.'],
  [DeliveryView, 'Delivery', 'One event on its way to one webhook.'],
  [AuditEvent, 'AuditEvent', 'Who did what; `hash` covers the event and the hash before it.'],
  [AuditVerdict, 'AuditVerdict', 'Whether the chain of audit events is whole.'],
  [CreateOperator, 'CreateOperator'],
  [PatchOperator, 'PatchOperator', 'A JSON merge patch of an operator.'],
  [OperatorView, 'Operator'],
  [OperatorWithToken, 'OperatorWithToken', '`token` is shown once.'],
  [WhoAmI, 'WhoAmI', "An operator, or a tenant's person in the portal."],
  [CurrentSession, 'CurrentSession', 'Who is signed in, and to which deployment.'],
  [OpenSession, 'OpenSession', "The admin token or an operator's, or the code of a link."],
  [CreateSignInLink, 'CreateSignInLink'],
  [SignInLink, 'SignInLink'],
  [CreateSessionKey, 'CreateSessionKey'],
  [SessionKey, 'SessionKey', 'A key of the tenant for ten minutes.'],
  [GrantRequest, 'GrantRequest', 'What a client of `/mcp` asks for.'],
  [DecideGrant, 'DecideGrant', 'Without scopes the client is refused.'],
  [DecidedGrant, 'DecidedGrant'],
  [CreatePortalSession, 'CreatePortalSession'],
  [PortalSessionView, 'PortalSession'],
  [ListedTenant, 'ListedTenant', 'A tenant in a list, with its figures.'],
  [ListedKey, 'ListedKey', 'A key in a list, with who made it and what it has cost.'],
  [Overview, 'Overview', 'The whole deployment.'],
  [TrafficSeries, 'Traffic', 'Requests step by step, as far as they are kept.'],
  [TenantBudgets, 'TenantBudgets', 'Where each budget of a tenant stands.'],
  [Alert, 'Alert', "An alert of the deployment's monitoring."],
  [ReportAlerts, 'ReportAlerts', 'What Alertmanager sends to a webhook.'],
  [ReportedAlerts, 'ReportedAlerts'],
  [FlagOverrides, 'FlagOverrides'],
  [FlagsView, 'Flags', 'The flags that apply, and which layer sets each.'],
  [Document, 'Document', 'A document, without its text.'],
  [DeadLetter, 'DeadLetter'],
  [TenantEmbedding, 'TenantEmbedding'],
  [ErasedData, 'ErasedData'],
  [RetriedDocuments, 'RetriedDocuments'],
]

for (const [schema, id, description] of named) {
  NAMES.add(schema, { id, ...(description === undefined ? {} : { description }) })
}
