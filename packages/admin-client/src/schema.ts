// Made by `pnpm write:docs` from the admin API's document.
// document 78b55fe49f32520eac1fdb85034fd2e44ef05ab3ffb620bc57fd75f6452b2675

export interface paths {
    "/admin/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Alerts that are firing, as the monitoring of the deployment has reported them
         * @description Alerts that are firing, as the monitoring of the deployment has reported them.
         *
         *     Roles: owner, operator, billing, viewer.
         */
        get: operations["listAlerts"];
        put?: never;
        /**
         * Take what Alertmanager sends to a webhook; a firing alert becomes an alert.firing event, once
         * @description Take what Alertmanager sends to a webhook; a firing alert becomes an `alert.firing` event, once.
         *
         *     Roles: owner, operator.
         */
        post: operations["reportAlerts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/audit-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who did what, newest first
         * @description Who did what, newest first.
         *
         *     Roles: owner, operator, billing, viewer.
         */
        get: operations["listAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/audit-events/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether every audit event follows from the one before it
         * @description Whether every audit event follows from the one before it.
         *
         *     Roles: owner, operator, billing, viewer.
         */
        get: operations["verifyAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/budget-notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which budgets crossed a threshold, newest first; kept for 40 days, told to webhooks or not
         * @description Which budgets crossed a threshold, newest first; kept for 40 days, told to webhooks or not.
         *
         *     Roles: owner, operator, billing, viewer.
         */
        get: operations["listBudgetNotices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/budgets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tenants by their fullest budget, the fullest first, as their home objects reported it last
         * @description Tenants by their fullest budget, the fullest first, as their home objects reported it last.
         *
         *     Roles: owner, operator, billing, viewer.
         */
        get: operations["listBudgets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/flags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The flags of the whole deployment
         * @description The flags of the whole deployment.
         *
         *     Roles: owner, operator, billing, viewer.
         */
        get: operations["getFlags"];
        /**
         * Set the flags of the whole deployment; {} clears them
         * @description Set the flags of the whole deployment; `{}` clears them.
         *
         *     Roles: owner, operator.
         */
        put: operations["putFlags"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/operators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Operators, in the order in which they were made
         * @description Operators, in the order in which they were made.
         *
         *     Roles: owner.
         */
        get: operations["listOperators"];
        put?: never;
        /**
         * Create an operator; token is shown once, and for ten minutes again to the same Idempotency-Key
         * @description Create an operator; `token` is shown once, and for ten minutes again to the same Idempotency-Key.
         *
         *     Roles: owner.
         */
        post: operations["createOperator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/operators/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One operator
         * @description One operator.
         *
         *     Roles: owner.
         */
        get: operations["getOperator"];
        put?: never;
        post?: never;
        /**
         * Remove an operator; the token is refused from the next request on
         * @description Remove an operator; the token is refused from the next request on.
         *
         *     Roles: owner.
         */
        delete: operations["deleteOperator"];
        options?: never;
        head?: never;
        /**
         * Change an operator by a JSON merge patch
         * @description Change an operator by a JSON merge patch.
         *
         *     Roles: owner.
         */
        patch: operations["patchOperator"];
        trace?: never;
    };
    "/admin/v1/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The whole deployment in one answer: what is used, what is near a limit and what is wrong
         * @description The whole deployment in one answer: what is used, what is near a limit and what is wrong.
         *
         *     Roles: owner, operator, billing, viewer.
         */
        get: operations["getOverview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Plans, by name
         * @description Plans, by name.
         *
         *     Roles: owner, operator, billing, viewer.
         */
        get: operations["listPlans"];
        put?: never;
        /**
         * Create a plan
         * @description Create a plan.
         *
         *     Roles: owner, billing.
         */
        post: operations["createPlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/plans/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One plan
         * @description One plan.
         *
         *     Roles: owner, operator, billing, viewer.
         */
        get: operations["getPlan"];
        /**
         * Replace a plan; its tenants have the new limits at once
         * @description Replace a plan; its tenants have the new limits at once.
         *
         *     Roles: owner, billing.
         */
        put: operations["putPlan"];
        post?: never;
        /**
         * Remove a plan that no tenant has
         * @description Remove a plan that no tenant has.
         *
         *     Roles: owner, billing.
         */
        delete: operations["deletePlan"];
        options?: never;
        head?: never;
        /**
         * Change a plan by a JSON merge patch
         * @description Change a plan by a JSON merge patch.
         *
         *     Roles: owner, billing.
         */
        patch: operations["patchPlan"];
        trace?: never;
    };
    "/admin/v1/portal-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A link into a tenant's view of the console, good once and for 15 minutes
         * @description A link into a tenant's view of the console, good once and for 15 minutes.
         *
         *     Roles: owner, operator.
         */
        post: operations["createPortalSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a million tokens of each model cost, now and by every version of the table
         * @description What a million tokens of each model cost, now and by every version of the table.
         *
         *     Roles: owner, operator, billing, viewer.
         */
        get: operations["getPrices"];
        /**
         * A new version of the price table; what was settled before keeps its price
         * @description A new version of the price table; what was settled before keeps its price.
         *
         *     Roles: owner, billing.
         */
        put: operations["putPrices"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Metadata of requests, newest first, without what was said; retention says how many are kept
         * @description Metadata of requests, newest first, without what was said; `retention` says how many are kept.
         *
         *     Roles: owner, operator, billing, viewer.
         */
        get: operations["listRequests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/requests/{requestId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One request with its lines and spans
         * @description One request with its lines and spans.
         *
         *     Roles: owner, operator, billing, viewer.
         */
        get: operations["getRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in to the console, by token or by the code of a link; the session is in the cookie
         * @description Sign in to the console, by token or by the code of a link; the session is in the cookie.
         *
         *     Roles: owner, operator, billing, viewer, portal.
         */
        post: operations["signIn"];
        /**
         * Sign out; the session is accepted nowhere from then on
         * @description Sign out; the session is accepted nowhere from then on.
         *
         *     Roles: owner, operator, billing, viewer, portal.
         */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/session/key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A key of a tenant for ten minutes, with which the console speaks the public API
         * @description A key of a tenant for ten minutes, with which the console speaks the public API.
         *
         *     Roles: owner, operator, portal.
         */
        post: operations["createSessionKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sign-in-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A link that signs you in to the console, good once and for 5 minutes
         * @description A link that signs you in to the console, good once and for 5 minutes.
         *
         *     Roles: owner, operator.
         */
        post: operations["createSignInLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tenants, by id
         * @description Tenants, by id.
         *
         *     Roles: owner, operator, billing, viewer.
         */
        get: operations["listTenants"];
        put?: never;
        /**
         * Create a tenant
         * @description Create a tenant.
         *
         *     Roles: owner, operator.
         */
        post: operations["createTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/tenants/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One tenant
         * @description One tenant.
         *
         *     Roles: owner, operator, billing, viewer.
         */
        get: operations["getTenant"];
        /**
         * Replace a tenant's whole document, or create it
         * @description Replace a tenant's whole document, or create it.
         *
         *     Roles: owner, operator.
         */
        put: operations["putTenant"];
        post?: never;
        /**
         * Erase a tenant and its data everywhere; its id is never used again
         * @description Erase a tenant and its data everywhere; its id is never used again.
         *
         *     Roles: owner.
         */
        delete: operations["deleteTenant"];
        options?: never;
        head?: never;
        /**
         * Change a tenant by a JSON merge patch
         * @description Change a tenant by a JSON merge patch.
         *
         *     Roles: owner, operator.
         */
        patch: operations["patchTenant"];
        trace?: never;
    };
    "/admin/v1/tenants/{id}/data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Erase a tenant's documents, conversations and usage; safe to repeat until every count is 0
         * @description Erase a tenant's documents, conversations and usage; safe to repeat until every count is 0.
         *
         *     Roles: owner.
         */
        delete: operations["eraseTenantData"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/tenants/{id}/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Documents that every attempt has failed for, and why
         * @description Documents that every attempt has failed for, and why.
         *
         *     Roles: owner, operator, billing, viewer.
         */
        get: operations["listDeadLetters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/tenants/{id}/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A tenant's documents, without what they say
         * @description A tenant's documents, without what they say.
         *
         *     Roles: owner, operator, billing, viewer.
         */
        get: operations["listTenantDocuments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/tenants/{id}/documents/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry all of a tenant's failed documents
         * @description Retry all of a tenant's failed documents.
         *
         *     Roles: owner, operator.
         */
        post: operations["retryTenantDocuments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/tenants/{id}/embedding": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which embedding model a tenant's documents are searched with, and how far a change of it is
         * @description Which embedding model a tenant's documents are searched with, and how far a change of it is.
         *
         *     Roles: owner, operator, billing, viewer.
         */
        get: operations["getTenantEmbedding"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/tenants/{id}/flags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A tenant's flags, and which layer sets them
         * @description A tenant's flags, and which layer sets them.
         *
         *     Roles: owner, operator, billing, viewer.
         */
        get: operations["getTenantFlags"];
        /**
         * Set a tenant's own flags; {} clears them
         * @description Set a tenant's own flags; `{}` clears them.
         *
         *     Roles: owner, operator.
         */
        put: operations["putTenantFlags"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/tenants/{id}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A tenant's keys, in the order in which they were made, without their secrets
         * @description A tenant's keys, in the order in which they were made, without their secrets.
         *
         *     Roles: owner, operator, billing, viewer.
         */
        get: operations["listKeys"];
        put?: never;
        /**
         * Create a key; key is shown once, and for ten minutes again to the same Idempotency-Key
         * @description Create a key; `key` is shown once, and for ten minutes again to the same Idempotency-Key.
         *
         *     Roles: owner, operator.
         */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/tenants/{id}/keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One key, without its secret
         * @description One key, without its secret.
         *
         *     Roles: owner, operator, billing, viewer.
         */
        get: operations["getKey"];
        put?: never;
        post?: never;
        /**
         * Revoke a key for good; once this is answered with 200, no request with it is accepted
         * @description Revoke a key for good; once this is answered with 200, no request with it is accepted.
         *
         *     Roles: owner, operator.
         */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        /**
         * Change what a key may do, by a JSON merge patch
         * @description Change what a key may do, by a JSON merge patch.
         *
         *     Roles: owner, operator.
         */
        patch: operations["patchKey"];
        trace?: never;
    };
    "/admin/v1/tenants/{id}/keys/{keyId}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a key a new secret; the old one ends after the grace
         * @description Give a key a new secret; the old one ends after the grace.
         *
         *     Roles: owner, operator.
         */
        post: operations["rotateKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/tenants/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume a tenant
         * @description Resume a tenant.
         *
         *     Roles: owner, operator.
         */
        post: operations["resumeTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/tenants/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Suspend a tenant
         * @description Suspend a tenant.
         *
         *     Roles: owner, operator.
         */
        post: operations["suspendTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/tenants/{id}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where each limit of a tenant stands, and what was used by day, model and key
         * @description Where each limit of a tenant stands, and what was used by day, model and key.
         *
         *     Roles: owner, operator, billing, viewer.
         */
        get: operations["getTenantUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/tenants/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put a folder of tenant files, all of it or nothing
         * @description Put a folder of tenant files, all of it or nothing.
         *
         *     Roles: owner, operator.
         */
        post: operations["applyTenants"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was used and what it cost, to the last settled token; streamed
         * @description What was used and what it cost, to the last settled token; streamed.
         *
         *     Roles: owner, operator, billing, viewer.
         */
        get: operations["exportUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Webhooks, without their secrets
         * @description Webhooks, without their secrets.
         *
         *     Roles: owner, operator, billing, viewer.
         */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Create a webhook (Standard Webhooks); secret is shown once
         * @description Create a webhook (Standard Webhooks); `secret` is shown once.
         *
         *     Roles: owner, operator.
         */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One webhook, without its secret
         * @description One webhook, without its secret.
         *
         *     Roles: owner, operator, billing, viewer.
         */
        get: operations["getWebhook"];
        put?: never;
        post?: never;
        /**
         * Remove a webhook and its deliveries
         * @description Remove a webhook and its deliveries.
         *
         *     Roles: owner, operator.
         */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        /**
         * Change a webhook by a JSON merge patch
         * @description Change a webhook by a JSON merge patch.
         *
         *     Roles: owner, operator.
         */
        patch: operations["patchWebhook"];
        trace?: never;
    };
    "/admin/v1/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was sent, newest first; kept for 30 days
         * @description What was sent, newest first; kept for 30 days.
         *
         *     Roles: owner, operator, billing, viewer.
         */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/webhooks/{id}/deliveries/{deliveryId}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a delivery again, under the same webhook-id
         * @description Send a delivery again, under the same webhook-id.
         *
         *     Roles: owner, operator.
         */
        post: operations["replayDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/webhooks/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a webhook a new secret, shown once; both sign until the grace is over
         * @description Give a webhook a new secret, shown once; both sign until the grace is over.
         *
         *     Roles: owner, operator.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a webhook.test event
         * @description Send a `webhook.test` event.
         *
         *     Roles: owner, operator.
         */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/whoami": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whose token or session this is
         * @description Whose token or session this is.
         *
         *     Roles: owner, operator, billing, viewer, portal.
         */
        get: operations["whoami"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Alert
         * @description An alert of the deployment's monitoring.
         */
        Alert: {
            id: string;
            name: string;
            /** Format: date-time */
            seenAt: string;
            severity?: string;
            /** Format: date-time */
            startedAt: string;
            /** @enum {string} */
            status: "firing" | "resolved";
            summary?: string;
        };
        /**
         * AppliedTenants
         * @description What applying a folder changed.
         */
        AppliedTenants: {
            created: string[];
            drifted: {
                id: string;
                /** Format: date-time */
                since: string;
            }[];
            /** Format: date-time */
            enforcedAt?: string;
            /** @constant */
            propagation?: "pending";
            pruned: string[];
            unchanged: string[];
            updated: {
                changes: components["schemas"]["Change"][];
                id: string;
            }[];
        };
        /**
         * ApplyTenants
         * @description Every file of a folder of tenants.
         */
        ApplyTenants: {
            localKeys?: {
                [key: string]: string;
            };
            prune?: boolean;
            tenants: {
                [key: string]: unknown;
            }[];
        };
        /**
         * AuditEvent
         * @description Who did what; `hash` covers the event and the hash before it.
         */
        AuditEvent: {
            action: string;
            actor: {
                id: string;
                name: string;
                /** @enum {string} */
                type: "bootstrap" | "operator" | "portal" | "key" | "system";
            };
            changes: components["schemas"]["Change"][];
            context: {
                ip?: string;
                requestId?: string;
                userAgent?: string;
            };
            hash: string;
            id: string;
            /** Format: date-time */
            occurredAt: string;
            prevHash: string;
            reason?: string;
            targets: {
                id: string;
                type: string;
            }[];
        };
        /**
         * AuditVerdict
         * @description Whether the chain of audit events is whole.
         */
        AuditVerdict: {
            brokenAt?: string;
            events: number;
            hash: string;
            valid: boolean;
        };
        /**
         * BudgetNotice
         * @description A threshold that a budget has crossed.
         */
        BudgetNotice: {
            /** @enum {string} */
            budget: "tokensPerDay" | "tokensPerMonth" | "spendPerDay" | "spendPerMonth";
            id: string;
            keyId?: string;
            limit: number | string;
            /** Format: date-time */
            occurredAt: string;
            resetsAt: string;
            tenantId: string;
            threshold: number;
            /** @enum {string} */
            type: "budget.threshold" | "budget.exhausted";
            used: number | string;
            windowStart: string;
        };
        /**
         * Change
         * @description One field that differs; null where it is absent on that side.
         */
        Change: {
            after: unknown;
            before: unknown;
            path: string;
        };
        /**
         * ChangedKey
         * @description A key, and since when its home object enforces the change.
         */
        ChangedKey: {
            allowedIps?: string[];
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            /** Format: date-time */
            enforcedAt?: string;
            /** Format: date-time */
            expiresAt?: string;
            id: string;
            /** Format: date-time */
            lastUsedAt?: string;
            limits?: components["schemas"]["KeyLimits"];
            /** @enum {string} */
            managedBy: "file" | "api";
            metadata?: {
                [key: string]: string;
            };
            models?: string[];
            name?: string;
            /** Format: date-time */
            notBefore?: string;
            /** Format: date-time */
            previousExpiresAt?: string;
            /** @constant */
            propagation?: "pending";
            /** Format: date-time */
            revokedAt?: string;
            scopes: ("chat" | "search" | "documents:read" | "documents:write" | "usage:read" | "keys:write")[];
            /** @enum {string} */
            status: "active" | "revoked";
            tenantId: string;
            /** Format: date-time */
            updatedAt: string;
            version: number;
        };
        /** ChangedPlan */
        ChangedPlan: {
            alerts?: {
                [key: string]: unknown;
            };
            budget?: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            createdAt: string;
            description?: string;
            /** Format: date-time */
            enforcedAt?: string;
            name: string;
            /** @constant */
            propagation?: "pending";
            rag?: {
                [key: string]: unknown;
            };
            rateLimit?: {
                [key: string]: unknown;
            };
            sessions?: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            updatedAt: string;
            version: number;
        };
        /** ChangedPrices */
        ChangedPrices: {
            /** Format: date-time */
            createdAt?: string;
            createdBy?: string;
            /** Format: date-time */
            effectiveFrom: string;
            /** Format: date-time */
            enforcedAt?: string;
            models: {
                [key: string]: {
                    cachedPrompt?: string;
                    cacheWrite?: string;
                    completion: string;
                    prompt: string;
                    reasoning?: string;
                };
            };
            /** @constant */
            propagation?: "pending";
            version: number;
            versions: components["schemas"]["PriceTable"][];
        };
        /**
         * ChangedTenant
         * @description A tenant, and since when its home object enforces the change.
         */
        ChangedTenant: {
            /**
             * @default {
             *       "thresholds": [
             *         0.5,
             *         0.8,
             *         1
             *       ]
             *     }
             */
            alerts?: {
                /**
                 * @default [
                 *       0.5,
                 *       0.8,
                 *       1
                 *     ]
                 */
                thresholds?: number[];
            };
            budget?: {
                spendPerDay?: string;
                spendPerMonth?: string;
                tokensPerDay?: number;
                tokensPerMonth?: number;
            };
            chat?: {
                /** @default [] */
                allowedModels?: string[];
                /** @default [] */
                fallbackModels?: string[];
                /** @default 1024 */
                maxOutputTokens?: number;
                model: string;
                systemPrompt?: string;
                /**
                 * @default {
                 *       "firstTokenMs": 15000,
                 *       "idleMs": 15000,
                 *       "totalMs": 120000
                 *     }
                 */
                timeouts?: {
                    firstTokenMs: number;
                    idleMs: number;
                    totalMs: number;
                };
            };
            /**
             * @default {
             *       "origins": []
             *     }
             */
            cors?: {
                /** @default [] */
                origins?: string[];
            };
            /** Format: date-time */
            createdAt: string;
            demo?: boolean;
            /** Format: date-time */
            driftedSince?: string;
            effective?: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            enforcedAt?: string;
            /** @default {} */
            flags?: components["schemas"]["FlagOverrides"];
            /** @default [] */
            hostnames?: string[];
            id: string;
            /** @enum {string} */
            jurisdiction?: "eu" | "us" | "fedramp";
            /** @enum {string} */
            managedBy: "file" | "api";
            name: string;
            plan?: string;
            /** @constant */
            propagation?: "pending";
            /**
             * @default {
             *       "enabled": true,
             *       "topK": 8,
             *       "chunkTokens": 250,
             *       "overlapTokens": 30,
             *       "maxDocuments": 10000,
             *       "maxBytes": 10737418240,
             *       "rerank": false
             *     }
             */
            rag?: {
                /** @default 250 */
                chunkTokens?: number;
                /** @default true */
                enabled?: boolean;
                /** @default 10737418240 */
                maxBytes?: number;
                /** @default 10000 */
                maxDocuments?: number;
                /** @default 30 */
                overlapTokens?: number;
                /** @default false */
                rerank?: boolean;
                rewrite?: boolean;
                /** @default 8 */
                topK?: number;
            };
            rateLimit?: {
                burst?: number;
                perKey?: {
                    burst: number;
                    requestsPerMinute: number;
                };
                requestsPerMinute?: number;
                /** @default 1 */
                shards?: number;
            };
            /**
             * @default {
             *       "maxMessages": 1000,
             *       "retentionDays": 30,
             *       "archive": false,
             *       "maxBytes": 1073741824
             *     }
             */
            sessions?: {
                /** @default false */
                archive?: boolean;
                /** @default 1073741824 */
                maxBytes?: number;
                /** @default 1000 */
                maxMessages?: number;
                /** @default 30 */
                retentionDays?: number;
            };
            /** @enum {string} */
            status: "active" | "suspended";
            /** @enum {string} */
            tier?: "production" | "standard";
            /** Format: date-time */
            updatedAt: string;
            version: number;
        };
        /** CreateKey */
        CreateKey: {
            allowedIps?: string[];
            /** Format: date-time */
            expiresAt?: string;
            limits?: components["schemas"]["KeyLimits"];
            metadata?: {
                [key: string]: string;
            };
            models?: string[];
            name?: string;
            /** Format: date-time */
            notBefore?: string;
            scopes: ("chat" | "search" | "documents:read" | "documents:write" | "usage:read" | "keys:write")[];
        };
        /** CreateOperator */
        CreateOperator: {
            /** Format: email */
            email?: string;
            /** Format: date-time */
            expiresAt?: string;
            name: string;
            /** @enum {string} */
            role: "owner" | "operator" | "billing" | "viewer";
        };
        /**
         * CreatePlan
         * @description Limits that tenants of the plan have unless their own document says otherwise.
         */
        CreatePlan: {
            alerts?: {
                [key: string]: unknown;
            };
            budget?: {
                [key: string]: unknown;
            };
            description?: string;
            name: string;
            rag?: {
                [key: string]: unknown;
            };
            rateLimit?: {
                [key: string]: unknown;
            };
            sessions?: {
                [key: string]: unknown;
            };
        };
        /** CreatePortalSession */
        CreatePortalSession: {
            /** Format: uri */
            returnUrl?: string;
            scopes: ("chat" | "search" | "documents:read" | "documents:write" | "usage:read" | "keys:write" | "keys:read")[];
            subject: string;
            tenantId: string;
        };
        /** CreateSessionKey */
        CreateSessionKey: {
            tenantId?: string;
        };
        /** CreateSignInLink */
        CreateSignInLink: Record<string, never>;
        /** CreateWebhook */
        CreateWebhook: {
            description?: string;
            events: ("budget.threshold" | "budget.exhausted" | "key.created" | "key.expiring" | "key.revoked" | "tenant.suspended" | "document.failed" | "alert.firing")[];
            tenantId?: string;
            url: string;
        };
        /** DeadLetter */
        DeadLetter: {
            bytes: number;
            /** Format: date-time */
            createdAt: string;
            documentId: string;
            /** Format: date-time */
            failedAt: string;
            /** @enum {string} */
            format: "text" | "markdown" | "html" | "csv" | "json" | "xml" | "srt" | "vtt" | "ipynb" | "eml" | "rtf" | "code" | "pdf" | "docx" | "xlsx" | "pptx" | "odt" | "ods" | "odp" | "epub" | "image";
            reason: {
                code: string;
                message: string;
            } | null;
            title: string;
            version: number;
        };
        /**
         * Delivery
         * @description One event on its way to one webhook.
         */
        Delivery: {
            attempts: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            deliveredAt?: string;
            eventId: string;
            id: string;
            lastError?: string;
            lastStatus?: number;
            /** Format: date-time */
            nextAttemptAt?: string;
            /** @enum {string} */
            status: "pending" | "delivered" | "failed";
            type: string;
            webhookId: string;
        };
        /**
         * Document
         * @description A document, without its text.
         */
        Document: {
            bytes: number;
            chunks: number;
            /** Format: date-time */
            createdAt: string;
            error?: {
                code: string;
                message: string;
            };
            /** @enum {string} */
            format: "text" | "markdown" | "html" | "csv" | "json" | "xml" | "srt" | "vtt" | "ipynb" | "eml" | "rtf" | "code" | "pdf" | "docx" | "xlsx" | "pptx" | "odt" | "ods" | "odp" | "epub" | "image";
            id: string;
            metadata: {
                [key: string]: string | number | boolean;
            };
            /** @enum {string} */
            status: "queued" | "processing" | "searchable" | "indexed" | "failed";
            title: string;
            /** Format: date-time */
            updatedAt: string;
            version: number;
        };
        /**
         * DryRun
         * @description The answer to `dryRun=true`: what would be, and what would change. Nothing was written.
         */
        DryRun: {
            changes: components["schemas"]["Change"][];
            resource: unknown;
        };
        /** ErasedData */
        ErasedData: {
            chunks: number;
            documents: number;
            messages: number;
            sessions: number;
            usageRows: number;
        };
        /** ErasedTenant */
        ErasedTenant: {
            /** Format: date-time */
            enforcedAt?: string;
            id: string;
            /** @constant */
            propagation?: "pending";
            /** @constant */
            status: "erased";
        };
        /** Error */
        Error: {
            error: {
                /** @enum {string} */
                code: "tenant_required" | "invalid_request" | "context_length_exceeded" | "content_rejected" | "api_key_required" | "api_key_invalid" | "api_key_expired" | "budget_exceeded" | "tenant_mismatch" | "tenant_suspended" | "scope_insufficient" | "tenant_not_found" | "model_not_found" | "not_found" | "method_not_allowed" | "request_timeout" | "length_required" | "version_conflict" | "payload_too_large" | "unsupported_media_type" | "session_busy" | "idempotency_in_progress" | "idempotency_mismatch" | "rate_limited" | "budget_in_flight" | "internal" | "ai_rejected" | "ai_unavailable" | "retrieval_unavailable" | "admission_unavailable" | "storage_unavailable" | "service_unavailable" | "ai_timeout";
                details?: unknown;
                message: string;
                param: string | null;
                requestId: string;
                traceId: string;
                type: string;
            };
        };
        /** FlagOverrides */
        FlagOverrides: {
            "chat.fallbackModels"?: boolean;
            "ingest.embedding"?: boolean;
            "retrieval.vectors"?: boolean;
        };
        /**
         * Flags
         * @description The flags that apply, and which layer sets each.
         */
        Flags: {
            flags: {
                "chat.fallbackModels": boolean;
                "ingest.embedding": boolean;
                "retrieval.vectors": boolean;
            };
            layers: {
                config?: components["schemas"]["FlagOverrides"];
                defaults: {
                    "chat.fallbackModels": boolean;
                    "ingest.embedding": boolean;
                    "retrieval.vectors": boolean;
                };
                deployment: components["schemas"]["FlagOverrides"];
                tenant?: components["schemas"]["FlagOverrides"];
            };
            problems: string[];
        };
        /**
         * Key
         * @description A key, without its secret.
         */
        Key: {
            allowedIps?: string[];
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            /** Format: date-time */
            expiresAt?: string;
            id: string;
            /** Format: date-time */
            lastUsedAt?: string;
            limits?: components["schemas"]["KeyLimits"];
            /** @enum {string} */
            managedBy: "file" | "api";
            metadata?: {
                [key: string]: string;
            };
            models?: string[];
            name?: string;
            /** Format: date-time */
            notBefore?: string;
            /** Format: date-time */
            previousExpiresAt?: string;
            /** Format: date-time */
            revokedAt?: string;
            scopes: ("chat" | "search" | "documents:read" | "documents:write" | "usage:read" | "keys:write")[];
            /** @enum {string} */
            status: "active" | "revoked";
            tenantId: string;
            /** Format: date-time */
            updatedAt: string;
            version: number;
        };
        /**
         * KeyLimits
         * @description What a key alone may use, within its tenant's limits.
         */
        KeyLimits: {
            burst?: number;
            requestsPerMinute?: number;
            spendPerDay?: string;
            spendPerMonth?: string;
            tokensPerDay?: number;
            tokensPerMonth?: number;
        };
        /**
         * KeyWithSecret
         * @description `key` is shown once, and for ten minutes again to the same Idempotency-Key.
         */
        KeyWithSecret: {
            allowedIps?: string[];
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            /** Format: date-time */
            enforcedAt?: string;
            /** Format: date-time */
            expiresAt?: string;
            id: string;
            key?: string;
            /** Format: date-time */
            lastUsedAt?: string;
            limits?: components["schemas"]["KeyLimits"];
            /** @enum {string} */
            managedBy: "file" | "api";
            metadata?: {
                [key: string]: string;
            };
            models?: string[];
            name?: string;
            /** Format: date-time */
            notBefore?: string;
            /** Format: date-time */
            previousExpiresAt?: string;
            /** @constant */
            propagation?: "pending";
            /** Format: date-time */
            revokedAt?: string;
            scopes: ("chat" | "search" | "documents:read" | "documents:write" | "usage:read" | "keys:write")[];
            /** @enum {string} */
            status: "active" | "revoked";
            tenantId: string;
            /** Format: date-time */
            updatedAt: string;
            version: number;
        };
        /**
         * ListedKey
         * @description A key in a list, with who made it and what it has cost.
         */
        ListedKey: {
            allowedIps?: string[];
            cost30d?: string | null;
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            creator?: string;
            /** Format: date-time */
            expiresAt?: string;
            id: string;
            /** Format: date-time */
            lastUsedAt?: string;
            limits?: components["schemas"]["KeyLimits"];
            /** @enum {string} */
            managedBy: "file" | "api";
            metadata?: {
                [key: string]: string;
            };
            models?: string[];
            name?: string;
            /** Format: date-time */
            notBefore?: string;
            /** Format: date-time */
            previousExpiresAt?: string;
            /** Format: date-time */
            revokedAt?: string;
            scopes: ("chat" | "search" | "documents:read" | "documents:write" | "usage:read" | "keys:write")[];
            /** @enum {string} */
            status: "active" | "revoked";
            tenantId: string;
            /** Format: date-time */
            updatedAt: string;
            version: number;
        };
        /**
         * ListedTenant
         * @description A tenant in a list, with its figures.
         */
        ListedTenant: {
            /**
             * @default {
             *       "thresholds": [
             *         0.5,
             *         0.8,
             *         1
             *       ]
             *     }
             */
            alerts?: {
                /**
                 * @default [
                 *       0.5,
                 *       0.8,
                 *       1
                 *     ]
                 */
                thresholds?: number[];
            };
            budget?: {
                spendPerDay?: string;
                spendPerMonth?: string;
                tokensPerDay?: number;
                tokensPerMonth?: number;
            };
            chat?: {
                /** @default [] */
                allowedModels?: string[];
                /** @default [] */
                fallbackModels?: string[];
                /** @default 1024 */
                maxOutputTokens?: number;
                model: string;
                systemPrompt?: string;
                /**
                 * @default {
                 *       "firstTokenMs": 15000,
                 *       "idleMs": 15000,
                 *       "totalMs": 120000
                 *     }
                 */
                timeouts?: {
                    firstTokenMs: number;
                    idleMs: number;
                    totalMs: number;
                };
            };
            /**
             * @default {
             *       "origins": []
             *     }
             */
            cors?: {
                /** @default [] */
                origins?: string[];
            };
            /** Format: date-time */
            createdAt: string;
            demo?: boolean;
            /** Format: date-time */
            driftedSince?: string;
            effective?: {
                [key: string]: unknown;
            };
            figures: {
                costThisMonth: string | null;
                costToday: string | null;
                documents?: number;
                failedDocuments?: number;
                keys: number;
                /** Format: date-time */
                lastSeenAt?: string;
                requestsToday: number;
                tokensToday: number;
            };
            /** @default {} */
            flags?: components["schemas"]["FlagOverrides"];
            /** @default [] */
            hostnames?: string[];
            id: string;
            /** @enum {string} */
            jurisdiction?: "eu" | "us" | "fedramp";
            /** @enum {string} */
            managedBy: "file" | "api";
            name: string;
            plan?: string;
            /**
             * @default {
             *       "enabled": true,
             *       "topK": 8,
             *       "chunkTokens": 250,
             *       "overlapTokens": 30,
             *       "maxDocuments": 10000,
             *       "maxBytes": 10737418240,
             *       "rerank": false
             *     }
             */
            rag?: {
                /** @default 250 */
                chunkTokens?: number;
                /** @default true */
                enabled?: boolean;
                /** @default 10737418240 */
                maxBytes?: number;
                /** @default 10000 */
                maxDocuments?: number;
                /** @default 30 */
                overlapTokens?: number;
                /** @default false */
                rerank?: boolean;
                rewrite?: boolean;
                /** @default 8 */
                topK?: number;
            };
            rateLimit?: {
                burst?: number;
                perKey?: {
                    burst: number;
                    requestsPerMinute: number;
                };
                requestsPerMinute?: number;
                /** @default 1 */
                shards?: number;
            };
            /**
             * @default {
             *       "maxMessages": 1000,
             *       "retentionDays": 30,
             *       "archive": false,
             *       "maxBytes": 1073741824
             *     }
             */
            sessions?: {
                /** @default false */
                archive?: boolean;
                /** @default 1073741824 */
                maxBytes?: number;
                /** @default 1000 */
                maxMessages?: number;
                /** @default 30 */
                retentionDays?: number;
            };
            /** @enum {string} */
            status: "active" | "suspended";
            /** @enum {string} */
            tier?: "production" | "standard";
            /** Format: date-time */
            updatedAt: string;
            version: number;
        };
        /**
         * OpenSession
         * @description The admin token or an operator's, or the code of a link.
         */
        OpenSession: {
            token: string;
        } | {
            code: string;
        };
        /** Operator */
        Operator: {
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            email?: string;
            /** Format: date-time */
            expiresAt?: string;
            id: string;
            /** Format: date-time */
            lastUsedAt?: string;
            name: string;
            /** @enum {string} */
            role: "owner" | "operator" | "billing" | "viewer";
            version: number;
        };
        /**
         * OperatorWithToken
         * @description `token` is shown once.
         */
        OperatorWithToken: {
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            email?: string;
            /** Format: date-time */
            expiresAt?: string;
            id: string;
            /** Format: date-time */
            lastUsedAt?: string;
            name: string;
            /** @enum {string} */
            role: "owner" | "operator" | "billing" | "viewer";
            token?: string;
            version: number;
        };
        /**
         * Overview
         * @description The whole deployment.
         */
        Overview: {
            alerts: components["schemas"]["Alert"][];
            /** Format: date-time */
            at: string;
            history: {
                /** Format: date-time */
                at: string;
                cost: string | null;
                requests: number;
                tokens: number;
            }[];
            nearLimit: components["schemas"]["TenantBudgets"][];
            tenants: {
                active: number;
                drifted: number;
                pending: number;
                suspended: number;
            };
            today: {
                cost: string | null;
                requests: number;
                tokens: number;
            };
            traffic?: {
                failed: number;
                p50Ms: number | null;
                p95Ms: number | null;
                requests: number;
                seconds: number;
            };
            webhooks: {
                disabled: number;
                enabled: number;
                failing: number;
            };
            yesterday: {
                cost: string | null;
                requests: number;
                tokens: number;
            };
        };
        /**
         * PatchKey
         * @description A JSON merge patch of a key.
         */
        PatchKey: {
            allowedIps?: string[] | null;
            expiresAt?: string | null;
            limits?: {
                [key: string]: unknown;
            } | null;
            metadata?: {
                [key: string]: string | null;
            } | null;
            models?: string[] | null;
            name?: string | null;
            notBefore?: string | null;
            scopes?: ("chat" | "search" | "documents:read" | "documents:write" | "usage:read" | "keys:write")[];
        };
        /**
         * PatchOperator
         * @description A JSON merge patch of an operator.
         */
        PatchOperator: {
            email?: string | null;
            expiresAt?: string | null;
            name?: string;
            /** @enum {string} */
            role?: "owner" | "operator" | "billing" | "viewer";
        };
        /**
         * PatchWebhook
         * @description A JSON merge patch of a webhook.
         */
        PatchWebhook: {
            description?: string | null;
            events?: ("budget.threshold" | "budget.exhausted" | "key.created" | "key.expiring" | "key.revoked" | "tenant.suspended" | "document.failed" | "alert.firing")[];
            /** @enum {string} */
            status?: "enabled" | "disabled";
            url?: string;
        };
        /** Plan */
        Plan: {
            alerts?: {
                [key: string]: unknown;
            };
            budget?: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            createdAt: string;
            description?: string;
            name: string;
            rag?: {
                [key: string]: unknown;
            };
            rateLimit?: {
                [key: string]: unknown;
            };
            sessions?: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            updatedAt: string;
            version: number;
        };
        /** PortalSession */
        PortalSession: {
            /** Format: date-time */
            expiresAt: string;
            returnUrl?: string;
            scopes: ("chat" | "search" | "documents:read" | "documents:write" | "usage:read" | "keys:write" | "keys:read")[];
            subject: string;
            tenantId: string;
            url?: string;
        };
        /**
         * Prices
         * @description The prices that apply now, and every version, newest first.
         */
        Prices: {
            /** Format: date-time */
            createdAt?: string;
            createdBy?: string;
            /** Format: date-time */
            effectiveFrom: string;
            models: {
                [key: string]: {
                    cachedPrompt?: string;
                    cacheWrite?: string;
                    completion: string;
                    prompt: string;
                    reasoning?: string;
                };
            };
            version: number;
            versions: components["schemas"]["PriceTable"][];
        };
        /**
         * PriceTable
         * @description One version of the price table.
         */
        PriceTable: {
            /** Format: date-time */
            createdAt?: string;
            createdBy?: string;
            /** Format: date-time */
            effectiveFrom: string;
            models: {
                [key: string]: {
                    cachedPrompt?: string;
                    cacheWrite?: string;
                    completion: string;
                    prompt: string;
                    reasoning?: string;
                };
            };
            version: number;
        };
        /** PutPlan */
        PutPlan: {
            alerts?: {
                [key: string]: unknown;
            };
            budget?: {
                [key: string]: unknown;
            };
            description?: string;
            name?: string;
            rag?: {
                [key: string]: unknown;
            };
            rateLimit?: {
                [key: string]: unknown;
            };
            sessions?: {
                [key: string]: unknown;
            };
        };
        /**
         * PutPrices
         * @description US dollars for a million tokens; a model that is left out has no price.
         */
        PutPrices: {
            /** Format: date-time */
            effectiveFrom?: string;
            models: {
                [key: string]: {
                    cachedPrompt?: string;
                    cacheWrite?: string;
                    completion: string;
                    prompt: string;
                    reasoning?: string;
                };
            };
        };
        /**
         * Reason
         * @description Why it is done; part of the audit event.
         */
        Reason: {
            reason?: string;
        };
        /** Removed */
        Removed: {
            id: string;
            /** @constant */
            status: "removed";
        };
        /** RemovedPlan */
        RemovedPlan: {
            name: string;
            /** @constant */
            status: "removed";
        };
        /**
         * ReportAlerts
         * @description What Alertmanager sends to a webhook.
         */
        ReportAlerts: {
            alerts: ({
                annotations?: {
                    [key: string]: string;
                };
                fingerprint?: string;
                labels: {
                    [key: string]: string;
                };
                /** Format: date-time */
                startsAt: string;
                /** @enum {string} */
                status: "firing" | "resolved";
            } & {
                [key: string]: unknown;
            })[];
        } & {
            [key: string]: unknown;
        };
        /** ReportedAlerts */
        ReportedAlerts: {
            firing: number;
            fresh: number;
            resolved: number;
        };
        /**
         * Request
         * @description Metadata of one request, without content.
         */
        Request: {
            /** Format: date-time */
            at: string;
            completionTokens?: number;
            errorCode?: string;
            keyId?: string;
            latencyMs?: number;
            method?: string;
            model?: string;
            promptTokens?: number;
            requestId: string;
            route?: string;
            status?: number;
            tenantId?: string;
            traceId?: string;
        };
        /**
         * Requests
         * @description The newest requests, and how many are kept.
         */
        Requests: {
            data: components["schemas"]["Request"][];
            nextCursor: string | null;
            retention: {
                hours: number;
                perSecond: number;
                requests: number;
            };
        };
        /**
         * RequestTrace
         * @description One request with its log lines and spans.
         */
        RequestTrace: {
            /** Format: date-time */
            at: string;
            completionTokens?: number;
            errorCode?: string;
            keyId?: string;
            latencyMs?: number;
            lines: {
                [key: string]: unknown;
            }[];
            method?: string;
            model?: string;
            promptTokens?: number;
            requestId: string;
            route?: string;
            spans: {
                durationMs: number;
                isError: boolean;
                name: string;
                parentSpanId?: string;
                spanId: string;
                /** Format: date-time */
                startedAt: string;
                worker: string;
            }[];
            status?: number;
            tenantId?: string;
            traceId?: string;
        };
        /** RetriedDocuments */
        RetriedDocuments: {
            retried: number;
        };
        /**
         * RevokedKey
         * @description Since `enforcedAt` no request with the key is accepted.
         */
        RevokedKey: {
            /** Format: date-time */
            enforcedAt?: string;
            id: string;
            /** @constant */
            propagation?: "pending";
            /** @constant */
            status: "revoked";
        };
        /**
         * RotateKey
         * @description For how many seconds the old secret stays good; 0: not at all.
         */
        RotateKey: {
            /** @default 0 */
            graceSeconds?: number;
            reason?: string;
        };
        /**
         * SessionKey
         * @description A key of the tenant for ten minutes.
         */
        SessionKey: {
            apiOrigin?: string;
            /** Format: date-time */
            enforcedAt?: string;
            /** Format: date-time */
            expiresAt: string;
            key?: string;
            keyId: string;
            /** @constant */
            propagation?: "pending";
        };
        /** SignInLink */
        SignInLink: {
            /** Format: date-time */
            expiresAt: string;
            url?: string;
        };
        /**
         * Tenant
         * @description A tenant: its own document and what the Registry adds.
         */
        Tenant: {
            /**
             * @default {
             *       "thresholds": [
             *         0.5,
             *         0.8,
             *         1
             *       ]
             *     }
             */
            alerts?: {
                /**
                 * @default [
                 *       0.5,
                 *       0.8,
                 *       1
                 *     ]
                 */
                thresholds?: number[];
            };
            budget?: {
                spendPerDay?: string;
                spendPerMonth?: string;
                tokensPerDay?: number;
                tokensPerMonth?: number;
            };
            chat?: {
                /** @default [] */
                allowedModels?: string[];
                /** @default [] */
                fallbackModels?: string[];
                /** @default 1024 */
                maxOutputTokens?: number;
                model: string;
                systemPrompt?: string;
                /**
                 * @default {
                 *       "firstTokenMs": 15000,
                 *       "idleMs": 15000,
                 *       "totalMs": 120000
                 *     }
                 */
                timeouts?: {
                    firstTokenMs: number;
                    idleMs: number;
                    totalMs: number;
                };
            };
            /**
             * @default {
             *       "origins": []
             *     }
             */
            cors?: {
                /** @default [] */
                origins?: string[];
            };
            /** Format: date-time */
            createdAt: string;
            demo?: boolean;
            /** Format: date-time */
            driftedSince?: string;
            effective?: {
                [key: string]: unknown;
            };
            /** @default {} */
            flags?: components["schemas"]["FlagOverrides"];
            /** @default [] */
            hostnames?: string[];
            id: string;
            /** @enum {string} */
            jurisdiction?: "eu" | "us" | "fedramp";
            /** @enum {string} */
            managedBy: "file" | "api";
            name: string;
            plan?: string;
            /**
             * @default {
             *       "enabled": true,
             *       "topK": 8,
             *       "chunkTokens": 250,
             *       "overlapTokens": 30,
             *       "maxDocuments": 10000,
             *       "maxBytes": 10737418240,
             *       "rerank": false
             *     }
             */
            rag?: {
                /** @default 250 */
                chunkTokens?: number;
                /** @default true */
                enabled?: boolean;
                /** @default 10737418240 */
                maxBytes?: number;
                /** @default 10000 */
                maxDocuments?: number;
                /** @default 30 */
                overlapTokens?: number;
                /** @default false */
                rerank?: boolean;
                rewrite?: boolean;
                /** @default 8 */
                topK?: number;
            };
            rateLimit?: {
                burst?: number;
                perKey?: {
                    burst: number;
                    requestsPerMinute: number;
                };
                requestsPerMinute?: number;
                /** @default 1 */
                shards?: number;
            };
            /**
             * @default {
             *       "maxMessages": 1000,
             *       "retentionDays": 30,
             *       "archive": false,
             *       "maxBytes": 1073741824
             *     }
             */
            sessions?: {
                /** @default false */
                archive?: boolean;
                /** @default 1073741824 */
                maxBytes?: number;
                /** @default 1000 */
                maxMessages?: number;
                /** @default 30 */
                retentionDays?: number;
            };
            /** @enum {string} */
            status: "active" | "suspended";
            /** @enum {string} */
            tier?: "production" | "standard";
            /** Format: date-time */
            updatedAt: string;
            version: number;
        };
        /**
         * TenantBudgets
         * @description Where each budget of a tenant stands.
         */
        TenantBudgets: {
            /** Format: date-time */
            asOf: string;
            budgets: {
                /** @enum {string} */
                budget: "tokensPerDay" | "tokensPerMonth" | "spendPerDay" | "spendPerMonth";
                limit: number | string;
                reserved: number | string;
                /** Format: date-time */
                resetsAt: string;
                share: number;
                thresholds: {
                    crossed: boolean;
                    threshold: number;
                }[];
                used: number | string;
            }[];
            name: string;
            tenantId: string;
        };
        /**
         * TenantDraft
         * @description A `tenant.config.json`; what the plan has may be left out.
         */
        TenantDraft: {
            /**
             * @default {
             *       "thresholds": [
             *         0.5,
             *         0.8,
             *         1
             *       ]
             *     }
             */
            alerts?: {
                /**
                 * @default [
                 *       0.5,
                 *       0.8,
                 *       1
                 *     ]
                 */
                thresholds?: number[];
            };
            /** @default [] */
            apiKeys?: {
                allowedIps?: string[];
                /** Format: date-time */
                expiresAt?: string;
                id: string;
                limits?: components["schemas"]["KeyLimits"];
                models?: string[];
                /** Format: date-time */
                notBefore?: string;
                scopes: ("chat" | "search" | "documents:read" | "documents:write" | "usage:read" | "keys:write")[];
                sha256: string;
            }[];
            budget?: {
                spendPerDay?: string;
                spendPerMonth?: string;
                tokensPerDay?: number;
                tokensPerMonth?: number;
            };
            chat?: {
                /** @default [] */
                allowedModels?: string[];
                /** @default [] */
                fallbackModels?: string[];
                /** @default 1024 */
                maxOutputTokens?: number;
                model: string;
                systemPrompt?: string;
                /**
                 * @default {
                 *       "firstTokenMs": 15000,
                 *       "idleMs": 15000,
                 *       "totalMs": 120000
                 *     }
                 */
                timeouts?: {
                    firstTokenMs: number;
                    idleMs: number;
                    totalMs: number;
                };
            };
            /**
             * @default {
             *       "origins": []
             *     }
             */
            cors?: {
                /** @default [] */
                origins?: string[];
            };
            demo?: boolean;
            /** @default {} */
            flags?: components["schemas"]["FlagOverrides"];
            /** @default [] */
            hostnames?: string[];
            id: string;
            /** @enum {string} */
            jurisdiction?: "eu" | "us" | "fedramp";
            name?: string;
            plan?: string;
            /**
             * @default {
             *       "enabled": true,
             *       "topK": 8,
             *       "chunkTokens": 250,
             *       "overlapTokens": 30,
             *       "maxDocuments": 10000,
             *       "maxBytes": 10737418240,
             *       "rerank": false
             *     }
             */
            rag?: {
                /** @default 250 */
                chunkTokens?: number;
                /** @default true */
                enabled?: boolean;
                /** @default 10737418240 */
                maxBytes?: number;
                /** @default 10000 */
                maxDocuments?: number;
                /** @default 30 */
                overlapTokens?: number;
                /** @default false */
                rerank?: boolean;
                rewrite?: boolean;
                /** @default 8 */
                topK?: number;
            };
            rateLimit?: {
                burst?: number;
                perKey?: {
                    burst: number;
                    requestsPerMinute: number;
                };
                requestsPerMinute?: number;
                /** @default 1 */
                shards?: number;
            };
            /**
             * @default {
             *       "maxMessages": 1000,
             *       "retentionDays": 30,
             *       "archive": false,
             *       "maxBytes": 1073741824
             *     }
             */
            sessions?: {
                /** @default false */
                archive?: boolean;
                /** @default 1073741824 */
                maxBytes?: number;
                /** @default 1000 */
                maxMessages?: number;
                /** @default 30 */
                retentionDays?: number;
            };
            /** @enum {string} */
            status?: "active" | "suspended";
            /** @enum {string} */
            tier?: "production" | "standard";
        };
        /** TenantEmbedding */
        TenantEmbedding: {
            move: {
                documents: number;
                moved: number;
                to: {
                    dimensions: number;
                    model: string;
                };
            } | null;
            stamp: {
                dimensions: number;
                model: string;
            } | null;
        };
        /**
         * TenantPatch
         * @description A JSON merge patch of a tenant: absent keeps, null clears, lists replace.
         */
        TenantPatch: {
            [key: string]: unknown;
        };
        /**
         * TenantUsage
         * @description Where each limit stands, and what was used by day, model and key.
         */
        TenantUsage: {
            readonly days: {
                cachedPromptTokens: number;
                cacheWriteTokens: number;
                completionTokens: number;
                cost: string | null;
                date: string;
                readonly keys: {
                    cachedPromptTokens: number;
                    cacheWriteTokens: number;
                    completionTokens: number;
                    cost: string | null;
                    keyId: string;
                    promptTokens: number;
                    reasoningTokens: number;
                    requests: number;
                    totalTokens: number;
                }[];
                readonly models: {
                    cachedPromptTokens: number;
                    cacheWriteTokens: number;
                    completionTokens: number;
                    cost: string | null;
                    model: string;
                    promptTokens: number;
                    reasoningTokens: number;
                    requests: number;
                    totalTokens: number;
                }[];
                promptTokens: number;
                reasoningTokens: number;
                requests: number;
                totalTokens: number;
            }[];
            key?: {
                id: string;
                limits: {
                    spendPerDay?: {
                        limit: string;
                        remaining: string;
                        reserved: string;
                        /** Format: date-time */
                        resetsAt: string;
                        used: string;
                    };
                    spendPerMonth?: {
                        limit: string;
                        remaining: string;
                        reserved: string;
                        /** Format: date-time */
                        resetsAt: string;
                        used: string;
                    };
                    tokensPerDay?: {
                        limit: number;
                        remaining: number;
                        reserved: number;
                        /** Format: date-time */
                        resetsAt: string;
                        used: number;
                    };
                    tokensPerMonth?: {
                        limit: number;
                        remaining: number;
                        reserved: number;
                        /** Format: date-time */
                        resetsAt: string;
                        used: number;
                    };
                };
            };
            limits: {
                documentBytes?: {
                    limit: number;
                    remaining: number;
                    used: number;
                };
                documents?: {
                    limit: number;
                    remaining: number;
                    used: number;
                };
                requests: {
                    burst: number;
                    limit: number;
                    remaining: number;
                    /** Format: date-time */
                    resetsAt: string;
                };
                sessionBytes?: {
                    limit: number;
                    remaining: number;
                    used: number;
                };
                spendPerDay?: {
                    limit: string;
                    remaining: string;
                    reserved: string;
                    /** Format: date-time */
                    resetsAt: string;
                    used: string;
                };
                spendPerMonth?: {
                    limit: string;
                    remaining: string;
                    reserved: string;
                    /** Format: date-time */
                    resetsAt: string;
                    used: string;
                };
                tokensPerDay?: {
                    limit: number;
                    remaining: number;
                    reserved: number;
                    /** Format: date-time */
                    resetsAt: string;
                    used: number;
                };
                tokensPerMonth?: {
                    limit: number;
                    remaining: number;
                    reserved: number;
                    /** Format: date-time */
                    resetsAt: string;
                    used: number;
                };
            };
        };
        /**
         * UsageExport
         * @description What was used in whole UTC days, both included.
         */
        UsageExport: {
            data: components["schemas"]["UsageLine"][];
            /** Format: date */
            from: string;
            groupBy: ("day" | "tenant" | "model" | "key")[];
            /** Format: date */
            to: string;
        };
        /**
         * UsageLine
         * @description One line of the export; what it is not grouped by is left out.
         */
        UsageLine: {
            cachedPromptTokens: number;
            cacheWriteTokens: number;
            completionTokens: number;
            cost: string | null;
            date?: string;
            keyId?: string;
            model?: string;
            promptTokens: number;
            reasoningTokens: number;
            requests: number;
            tenantId?: string;
            totalTokens: number;
        };
        /**
         * Webhook
         * @description A receiver of events, without its secret.
         */
        Webhook: {
            /** Format: date-time */
            createdAt: string;
            description?: string;
            events: ("budget.threshold" | "budget.exhausted" | "key.created" | "key.expiring" | "key.revoked" | "tenant.suspended" | "document.failed" | "alert.firing")[];
            id: string;
            /** Format: date-time */
            previousExpiresAt?: string;
            /** @enum {string} */
            status: "enabled" | "disabled";
            tenantId?: string;
            /** Format: date-time */
            updatedAt: string;
            url: string;
            version: number;
        };
        /**
         * WebhookWithSecret
         * @description `secret` is shown once.
         */
        WebhookWithSecret: {
            /** Format: date-time */
            createdAt: string;
            description?: string;
            events: ("budget.threshold" | "budget.exhausted" | "key.created" | "key.expiring" | "key.revoked" | "tenant.suspended" | "document.failed" | "alert.firing")[];
            id: string;
            /** Format: date-time */
            previousExpiresAt?: string;
            secret?: string;
            /** @enum {string} */
            status: "enabled" | "disabled";
            tenantId?: string;
            /** Format: date-time */
            updatedAt: string;
            url: string;
            version: number;
        };
        /**
         * WhoAmI
         * @description An operator, or a tenant's person in the portal.
         */
        WhoAmI: {
            /** Format: date-time */
            expiresAt?: string;
            id: string;
            /** @constant */
            kind: "operator";
            name: string;
            /** @enum {string} */
            role: "owner" | "operator" | "billing" | "viewer";
            /** @enum {string} */
            type: "bootstrap" | "operator";
        } | {
            /** Format: date-time */
            expiresAt?: string;
            /** @constant */
            kind: "portal";
            returnUrl?: string;
            scopes: ("chat" | "search" | "documents:read" | "documents:write" | "usage:read" | "keys:write" | "keys:read")[];
            subject: string;
            tenantId: string;
        };
    };
    responses: {
        /**
         * @description `api_key_invalid`: The API key is not valid. Check that it was copied whole and has not been revoked.
         *
         *     `api_key_expired`: The API key has expired. Ask your administrator for a new one.
         */
        "api_key_invalid.api_key_expired": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `idempotency_mismatch`: This Idempotency-Key was used with another body. Use a new key for a new request. */
        idempotency_mismatch: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `internal`: Something went wrong on our side. Report the requestId if it happens again. */
        internal: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `invalid_request`: The request is not valid. Correct the fields listed in "details" and send it again. */
        invalid_request: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `not_found`: Nothing is here. Check the path and the id. */
        not_found: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /**
         * @description `not_found`: Nothing is here. Check the path and the id.
         *
         *     `tenant_not_found`: No such tenant. Check the x-tenant-id header and the hostname.
         */
        "not_found.tenant_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `payload_too_large`: The request is larger than this route or tenant allows. The limit is in "details". */
        payload_too_large: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `rate_limited`: Too many requests. Wait a little, then send it again. */
        rate_limited: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `scope_insufficient`: The API key may not do this. Use a key that has the scope listed in "details". */
        scope_insufficient: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `service_unavailable`: A part of the service is currently unavailable. Try again in a moment. */
        service_unavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /**
         * @description `storage_unavailable`: Storage is unavailable at the moment. A change may have been made nevertheless: repeat it with the same Idempotency-Key or document id, and it is made once.
         *
         *     `service_unavailable`: A part of the service is currently unavailable. Try again in a moment.
         */
        "storage_unavailable.service_unavailable": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `tenant_not_found`: No such tenant. Check the x-tenant-id header and the hostname. */
        tenant_not_found: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `unsupported_media_type`: This content type cannot be read here. The accepted ones are in "details". */
        unsupported_media_type: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `version_conflict`: It was changed in the meantime. Read it again and send the change with the ETag in "details". */
        version_conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
    };
    parameters: {
        /** @description Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one. */
        AuditReason: string;
        /** @description Any string of 1 to 255 characters. A repeat with it has no second effect. */
        IdempotencyKey: string;
        /** @description The `ETag` that the change is based on; another one now answers 412. */
        IfMatch: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listAlerts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Alert"][];
                        nextCursor: string | null;
                    };
                };
            };
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    reportAlerts: {
        parameters: {
            query?: {
                /** @description `true`: answer what would change, and write nothing. */
                dryRun?: "true" | "false";
            };
            header?: {
                /** @description Any string of 1 to 255 characters. A repeat with it has no second effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one. */
                "x-audit-reason"?: components["parameters"]["AuditReason"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportAlerts"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportedAlerts"] | components["schemas"]["DryRun"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_mismatch"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    listAuditEvents: {
        parameters: {
            query?: {
                action?: string;
                actor?: string;
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                from?: string;
                /** @description How many a page holds, at most 100. */
                limit?: number;
                target?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AuditEvent"][];
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    verifyAuditEvents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditVerdict"];
                };
            };
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    listBudgetNotices: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many a page holds, at most 100. */
                limit?: number;
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["BudgetNotice"][];
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    listBudgets: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many a page holds, at most 100. */
                limit?: number;
                min?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["TenantBudgets"][];
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    getFlags: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Flags"];
                };
            };
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    putFlags: {
        parameters: {
            query?: {
                /** @description `true`: answer what would change, and write nothing. */
                dryRun?: "true" | "false";
            };
            header?: {
                /** @description The `ETag` that the change is based on; another one now answers 412. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one. */
                "x-audit-reason"?: components["parameters"]["AuditReason"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FlagOverrides"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Flags"] | components["schemas"]["DryRun"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            412: components["responses"]["version_conflict"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["storage_unavailable.service_unavailable"];
        };
    };
    listOperators: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many a page holds, at most 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Operator"][];
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    createOperator: {
        parameters: {
            query?: {
                /** @description `true`: answer what would change, and write nothing. */
                dryRun?: "true" | "false";
            };
            header?: {
                /** @description Any string of 1 to 255 characters. A repeat with it has no second effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one. */
                "x-audit-reason"?: components["parameters"]["AuditReason"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateOperator"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DryRun"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperatorWithToken"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            412: components["responses"]["version_conflict"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_mismatch"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    getOperator: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the resource. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operator"];
                };
            };
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["not_found"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    deleteOperator: {
        parameters: {
            query?: {
                /** @description `true`: answer what would change, and write nothing. */
                dryRun?: "true" | "false";
            };
            header?: {
                /** @description The `ETag` that the change is based on; another one now answers 412. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one. */
                "x-audit-reason"?: components["parameters"]["AuditReason"];
            };
            path: {
                /** @description The id of the resource. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Removed"] | components["schemas"]["DryRun"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["not_found"];
            412: components["responses"]["version_conflict"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    patchOperator: {
        parameters: {
            query?: {
                /** @description `true`: answer what would change, and write nothing. */
                dryRun?: "true" | "false";
            };
            header?: {
                /** @description The `ETag` that the change is based on; another one now answers 412. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one. */
                "x-audit-reason"?: components["parameters"]["AuditReason"];
            };
            path: {
                /** @description The id of the resource. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PatchOperator"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operator"] | components["schemas"]["DryRun"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["not_found"];
            412: components["responses"]["version_conflict"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    getOverview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overview"];
                };
            };
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    listPlans: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many a page holds, at most 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Plan"][];
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    createPlan: {
        parameters: {
            query?: {
                /** @description `true`: answer what would change, and write nothing. */
                dryRun?: "true" | "false";
            };
            header?: {
                /** @description Any string of 1 to 255 characters. A repeat with it has no second effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one. */
                "x-audit-reason"?: components["parameters"]["AuditReason"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreatePlan"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DryRun"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            412: components["responses"]["version_conflict"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_mismatch"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    getPlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name of the plan. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["not_found"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    putPlan: {
        parameters: {
            query?: {
                /** @description `true`: answer what would change, and write nothing. */
                dryRun?: "true" | "false";
            };
            header?: {
                /** @description The `ETag` that the change is based on; another one now answers 412. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one. */
                "x-audit-reason"?: components["parameters"]["AuditReason"];
            };
            path: {
                /** @description The name of the plan. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutPlan"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedPlan"] | components["schemas"]["DryRun"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedPlan"];
                };
            };
            /** @description Written; a home object cannot be reached yet and is tried again until it can. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedPlan"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["not_found"];
            412: components["responses"]["version_conflict"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    deletePlan: {
        parameters: {
            query?: {
                /** @description `true`: answer what would change, and write nothing. */
                dryRun?: "true" | "false";
            };
            header?: {
                /** @description The `ETag` that the change is based on; another one now answers 412. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one. */
                "x-audit-reason"?: components["parameters"]["AuditReason"];
            };
            path: {
                /** @description The name of the plan. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemovedPlan"] | components["schemas"]["DryRun"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["not_found"];
            412: components["responses"]["version_conflict"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    patchPlan: {
        parameters: {
            query?: {
                /** @description `true`: answer what would change, and write nothing. */
                dryRun?: "true" | "false";
            };
            header?: {
                /** @description The `ETag` that the change is based on; another one now answers 412. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one. */
                "x-audit-reason"?: components["parameters"]["AuditReason"];
            };
            path: {
                /** @description The name of the plan. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutPlan"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedPlan"] | components["schemas"]["DryRun"];
                };
            };
            /** @description Written; a home object cannot be reached yet and is tried again until it can. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedPlan"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["not_found"];
            412: components["responses"]["version_conflict"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    createPortalSession: {
        parameters: {
            query?: {
                /** @description `true`: answer what would change, and write nothing. */
                dryRun?: "true" | "false";
            };
            header?: {
                /** @description Any string of 1 to 255 characters. A repeat with it has no second effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one. */
                "x-audit-reason"?: components["parameters"]["AuditReason"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreatePortalSession"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DryRun"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalSession"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_mismatch"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    getPrices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Prices"];
                };
            };
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    putPrices: {
        parameters: {
            query?: {
                /** @description `true`: answer what would change, and write nothing. */
                dryRun?: "true" | "false";
            };
            header?: {
                /** @description The `ETag` that the change is based on; another one now answers 412. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one. */
                "x-audit-reason"?: components["parameters"]["AuditReason"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutPrices"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedPrices"] | components["schemas"]["DryRun"];
                };
            };
            /** @description Written; a home object cannot be reached yet and is tried again until it can. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedPrices"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            412: components["responses"]["version_conflict"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    listRequests: {
        parameters: {
            query?: {
                api?: "public" | "admin";
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many a page holds, at most 100. */
                limit?: number;
                requestId?: string;
                route?: string;
                status?: string;
                tenant?: string;
                traceId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Requests"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    getRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The `x-request-id` of the answer. */
                requestId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestTrace"];
                };
            };
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["not_found"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenSession"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhoAmI"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_mismatch"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: {
                /** @description Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one. */
                "x-audit-reason"?: components["parameters"]["AuditReason"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to say. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    createSessionKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 255 characters. A repeat with it has no second effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one. */
                "x-audit-reason"?: components["parameters"]["AuditReason"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateSessionKey"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionKey"];
                };
            };
            /** @description Written; a home object cannot be reached yet and is tried again until it can. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionKey"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["tenant_not_found"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_mismatch"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    createSignInLink: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 255 characters. A repeat with it has no second effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one. */
                "x-audit-reason"?: components["parameters"]["AuditReason"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateSignInLink"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInLink"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_mismatch"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    listTenants: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many a page holds, at most 100. */
                limit?: number;
                managedBy?: "file" | "api";
                plan?: string;
                q?: string;
                status?: "active" | "suspended";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ListedTenant"][];
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    createTenant: {
        parameters: {
            query?: {
                /** @description `true`: answer what would change, and write nothing. */
                dryRun?: "true" | "false";
            };
            header?: {
                /** @description Any string of 1 to 255 characters. A repeat with it has no second effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one. */
                "x-audit-reason"?: components["parameters"]["AuditReason"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TenantDraft"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DryRun"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedTenant"];
                };
            };
            /** @description Written; a home object cannot be reached yet and is tried again until it can. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedTenant"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            412: components["responses"]["version_conflict"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_mismatch"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    getTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the tenant. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["not_found.tenant_not_found"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    putTenant: {
        parameters: {
            query?: {
                /** @description `true`: answer what would change, and write nothing. */
                dryRun?: "true" | "false";
            };
            header?: {
                /** @description The `ETag` that the change is based on; another one now answers 412. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one. */
                "x-audit-reason"?: components["parameters"]["AuditReason"];
            };
            path: {
                /** @description The id of the tenant. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TenantDraft"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedTenant"] | components["schemas"]["DryRun"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedTenant"];
                };
            };
            /** @description Written; a home object cannot be reached yet and is tried again until it can. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedTenant"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["not_found.tenant_not_found"];
            412: components["responses"]["version_conflict"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    deleteTenant: {
        parameters: {
            query?: {
                /** @description `true`: answer what would change, and write nothing. */
                dryRun?: "true" | "false";
            };
            header?: {
                /** @description The `ETag` that the change is based on; another one now answers 412. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one. */
                "x-audit-reason"?: components["parameters"]["AuditReason"];
            };
            path: {
                /** @description The id of the tenant. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasedTenant"] | components["schemas"]["DryRun"];
                };
            };
            /** @description Written; a home object cannot be reached yet and is tried again until it can. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasedTenant"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["not_found.tenant_not_found"];
            412: components["responses"]["version_conflict"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    patchTenant: {
        parameters: {
            query?: {
                /** @description `true`: answer what would change, and write nothing. */
                dryRun?: "true" | "false";
            };
            header?: {
                /** @description The `ETag` that the change is based on; another one now answers 412. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one. */
                "x-audit-reason"?: components["parameters"]["AuditReason"];
            };
            path: {
                /** @description The id of the tenant. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TenantPatch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedTenant"] | components["schemas"]["DryRun"];
                };
            };
            /** @description Written; a home object cannot be reached yet and is tried again until it can. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedTenant"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["not_found.tenant_not_found"];
            412: components["responses"]["version_conflict"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    eraseTenantData: {
        parameters: {
            query?: never;
            header?: {
                /** @description Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one. */
                "x-audit-reason"?: components["parameters"]["AuditReason"];
            };
            path: {
                /** @description The id of the tenant. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasedData"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["not_found.tenant_not_found"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    listDeadLetters: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many a page holds, at most 100. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The id of the tenant. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["DeadLetter"][];
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["not_found.tenant_not_found"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    listTenantDocuments: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many a page holds, at most 100. */
                limit?: number;
                q?: string;
                status?: "queued" | "processing" | "searchable" | "indexed" | "failed";
            };
            header?: never;
            path: {
                /** @description The id of the tenant. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Document"][];
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["not_found.tenant_not_found"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    retryTenantDocuments: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any string of 1 to 255 characters. A repeat with it has no second effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one. */
                "x-audit-reason"?: components["parameters"]["AuditReason"];
            };
            path: {
                /** @description The id of the tenant. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetriedDocuments"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["not_found.tenant_not_found"];
            422: components["responses"]["idempotency_mismatch"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    getTenantEmbedding: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the tenant. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantEmbedding"];
                };
            };
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["not_found.tenant_not_found"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    getTenantFlags: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the tenant. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Flags"];
                };
            };
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["not_found.tenant_not_found"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    putTenantFlags: {
        parameters: {
            query?: {
                /** @description `true`: answer what would change, and write nothing. */
                dryRun?: "true" | "false";
            };
            header?: {
                /** @description The `ETag` that the change is based on; another one now answers 412. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one. */
                "x-audit-reason"?: components["parameters"]["AuditReason"];
            };
            path: {
                /** @description The id of the tenant. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FlagOverrides"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Flags"] | components["schemas"]["DryRun"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["not_found.tenant_not_found"];
            412: components["responses"]["version_conflict"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["storage_unavailable.service_unavailable"];
        };
    };
    listKeys: {
        parameters: {
            query?: {
                all?: "true" | "false";
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many a page holds, at most 100. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The id of the tenant. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ListedKey"][];
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["not_found.tenant_not_found"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    createKey: {
        parameters: {
            query?: {
                /** @description `true`: answer what would change, and write nothing. */
                dryRun?: "true" | "false";
            };
            header?: {
                /** @description Any string of 1 to 255 characters. A repeat with it has no second effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one. */
                "x-audit-reason"?: components["parameters"]["AuditReason"];
            };
            path: {
                /** @description The id of the tenant. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateKey"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DryRun"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyWithSecret"];
                };
            };
            /** @description Written; a home object cannot be reached yet and is tried again until it can. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyWithSecret"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["not_found.tenant_not_found"];
            412: components["responses"]["version_conflict"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_mismatch"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    getKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the tenant. */
                id: string;
                /** @description The public id of the key. */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["not_found.tenant_not_found"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    revokeKey: {
        parameters: {
            query?: {
                /** @description `true`: answer what would change, and write nothing. */
                dryRun?: "true" | "false";
            };
            header?: {
                /** @description The `ETag` that the change is based on; another one now answers 412. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one. */
                "x-audit-reason"?: components["parameters"]["AuditReason"];
            };
            path: {
                /** @description The id of the tenant. */
                id: string;
                /** @description The public id of the key. */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevokedKey"] | components["schemas"]["DryRun"];
                };
            };
            /** @description Written; a home object cannot be reached yet and is tried again until it can. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevokedKey"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["not_found.tenant_not_found"];
            412: components["responses"]["version_conflict"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    patchKey: {
        parameters: {
            query?: {
                /** @description `true`: answer what would change, and write nothing. */
                dryRun?: "true" | "false";
            };
            header?: {
                /** @description The `ETag` that the change is based on; another one now answers 412. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one. */
                "x-audit-reason"?: components["parameters"]["AuditReason"];
            };
            path: {
                /** @description The id of the tenant. */
                id: string;
                /** @description The public id of the key. */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PatchKey"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedKey"] | components["schemas"]["DryRun"];
                };
            };
            /** @description Written; a home object cannot be reached yet and is tried again until it can. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedKey"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["not_found.tenant_not_found"];
            412: components["responses"]["version_conflict"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    rotateKey: {
        parameters: {
            query?: {
                /** @description `true`: answer what would change, and write nothing. */
                dryRun?: "true" | "false";
            };
            header?: {
                /** @description Any string of 1 to 255 characters. A repeat with it has no second effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The `ETag` that the change is based on; another one now answers 412. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one. */
                "x-audit-reason"?: components["parameters"]["AuditReason"];
            };
            path: {
                /** @description The id of the tenant. */
                id: string;
                /** @description The public id of the key. */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RotateKey"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyWithSecret"] | components["schemas"]["DryRun"];
                };
            };
            /** @description Written; a home object cannot be reached yet and is tried again until it can. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyWithSecret"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["not_found.tenant_not_found"];
            412: components["responses"]["version_conflict"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_mismatch"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    resumeTenant: {
        parameters: {
            query?: {
                /** @description `true`: answer what would change, and write nothing. */
                dryRun?: "true" | "false";
            };
            header?: {
                /** @description Any string of 1 to 255 characters. A repeat with it has no second effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The `ETag` that the change is based on; another one now answers 412. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one. */
                "x-audit-reason"?: components["parameters"]["AuditReason"];
            };
            path: {
                /** @description The id of the tenant. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedTenant"] | components["schemas"]["DryRun"];
                };
            };
            /** @description Written; a home object cannot be reached yet and is tried again until it can. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedTenant"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["not_found.tenant_not_found"];
            412: components["responses"]["version_conflict"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_mismatch"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    suspendTenant: {
        parameters: {
            query?: {
                /** @description `true`: answer what would change, and write nothing. */
                dryRun?: "true" | "false";
            };
            header?: {
                /** @description Any string of 1 to 255 characters. A repeat with it has no second effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The `ETag` that the change is based on; another one now answers 412. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one. */
                "x-audit-reason"?: components["parameters"]["AuditReason"];
            };
            path: {
                /** @description The id of the tenant. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedTenant"] | components["schemas"]["DryRun"];
                };
            };
            /** @description Written; a home object cannot be reached yet and is tried again until it can. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedTenant"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["not_found.tenant_not_found"];
            412: components["responses"]["version_conflict"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_mismatch"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    getTenantUsage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the tenant. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantUsage"];
                };
            };
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["not_found.tenant_not_found"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    applyTenants: {
        parameters: {
            query?: {
                /** @description `true`: answer what would change, and write nothing. */
                dryRun?: "true" | "false";
            };
            header?: {
                /** @description Any string of 1 to 255 characters. A repeat with it has no second effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one. */
                "x-audit-reason"?: components["parameters"]["AuditReason"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApplyTenants"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppliedTenants"] | components["schemas"]["DryRun"];
                };
            };
            /** @description Written; a home object cannot be reached yet and is tried again until it can. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppliedTenants"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_mismatch"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    exportUsage: {
        parameters: {
            query?: {
                format?: "json" | "ndjson" | "csv" | "focus";
                from?: string;
                groupBy?: string;
                tenant?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageExport"];
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    listWebhooks: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many a page holds, at most 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Webhook"][];
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    createWebhook: {
        parameters: {
            query?: {
                /** @description `true`: answer what would change, and write nothing. */
                dryRun?: "true" | "false";
            };
            header?: {
                /** @description Any string of 1 to 255 characters. A repeat with it has no second effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one. */
                "x-audit-reason"?: components["parameters"]["AuditReason"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWebhook"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DryRun"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookWithSecret"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            412: components["responses"]["version_conflict"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_mismatch"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the resource. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["not_found"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    deleteWebhook: {
        parameters: {
            query?: {
                /** @description `true`: answer what would change, and write nothing. */
                dryRun?: "true" | "false";
            };
            header?: {
                /** @description The `ETag` that the change is based on; another one now answers 412. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one. */
                "x-audit-reason"?: components["parameters"]["AuditReason"];
            };
            path: {
                /** @description The id of the resource. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Removed"] | components["schemas"]["DryRun"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["not_found"];
            412: components["responses"]["version_conflict"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    patchWebhook: {
        parameters: {
            query?: {
                /** @description `true`: answer what would change, and write nothing. */
                dryRun?: "true" | "false";
            };
            header?: {
                /** @description The `ETag` that the change is based on; another one now answers 412. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one. */
                "x-audit-reason"?: components["parameters"]["AuditReason"];
            };
            path: {
                /** @description The id of the resource. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PatchWebhook"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"] | components["schemas"]["DryRun"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["not_found"];
            412: components["responses"]["version_conflict"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many a page holds, at most 100. */
                limit?: number;
                status?: "pending" | "delivered" | "failed";
            };
            header?: never;
            path: {
                /** @description The id of the resource. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Delivery"][];
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["not_found"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    replayDelivery: {
        parameters: {
            query?: {
                /** @description `true`: answer what would change, and write nothing. */
                dryRun?: "true" | "false";
            };
            header?: {
                /** @description Any string of 1 to 255 characters. A repeat with it has no second effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one. */
                "x-audit-reason"?: components["parameters"]["AuditReason"];
            };
            path: {
                /** @description The id of the delivery. */
                deliveryId: string;
                /** @description The id of the resource. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"] | components["schemas"]["DryRun"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["not_found"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_mismatch"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: {
                /** @description `true`: answer what would change, and write nothing. */
                dryRun?: "true" | "false";
            };
            header?: {
                /** @description Any string of 1 to 255 characters. A repeat with it has no second effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The `ETag` that the change is based on; another one now answers 412. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one. */
                "x-audit-reason"?: components["parameters"]["AuditReason"];
            };
            path: {
                /** @description The id of the resource. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RotateKey"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookWithSecret"] | components["schemas"]["DryRun"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["not_found"];
            412: components["responses"]["version_conflict"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_mismatch"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    testWebhook: {
        parameters: {
            query?: {
                /** @description `true`: answer what would change, and write nothing. */
                dryRun?: "true" | "false";
            };
            header?: {
                /** @description Any string of 1 to 255 characters. A repeat with it has no second effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one. */
                "x-audit-reason"?: components["parameters"]["AuditReason"];
            };
            path: {
                /** @description The id of the resource. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"] | components["schemas"]["DryRun"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            404: components["responses"]["not_found"];
            413: components["responses"]["payload_too_large"];
            415: components["responses"]["unsupported_media_type"];
            422: components["responses"]["idempotency_mismatch"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
    whoami: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhoAmI"];
                };
            };
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["service_unavailable"];
        };
    };
}
