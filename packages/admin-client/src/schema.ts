// Made by `pnpm write:docs` from the admin API's document.
// document 27718ee0ec020b89b81d8665c6f6d535627ddc58a1fec6d714f0353c6f445f55

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
         * One request with its lines, spans and cost
         * @description One request with its lines, spans and cost.
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
        /**
         * Who is signed in; session is null for nobody, so that a page can ask without being refused
         * @description Who is signed in; `session` is null for nobody, so that a page can ask without being refused.
         *
         *     Roles: owner, operator, billing, viewer, portal.
         */
        get: operations["getSession"];
        put?: never;
        /**
         * Sign in to the console, by token or by the code of a link; the session is in the cookie
         * @description Sign in to the console, by token or by the code of a link; the session is in the cookie.
         *
         *     Roles: owner, operator, billing, viewer, portal.
         */
        post: operations["signIn"];
        /**
         * Sign out; the session is accepted nowhere from then on, and whoever has none is signed out already
         * @description Sign out; the session is accepted nowhere from then on, and whoever has none is signed out already.
         *
         *     Roles: owner, operator, billing, viewer, portal.
         */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/session/grant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a client of /mcp asks for, for the page that asks for consent
         * @description What a client of `/mcp` asks for, for the page that asks for consent.
         *
         *     Roles: portal.
         */
        get: operations["getGrantRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/session/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Grants a client of /mcp a key of the session's tenant, or refuses it
         * @description Grants a client of `/mcp` a key of the session's tenant, or refuses it.
         *
         *     Roles: portal.
         */
        post: operations["decideGrant"];
        delete?: never;
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
    "/admin/v1/traffic": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Requests of tenants step by step: how many, how long they took, what came of them; as far as they are kept
         * @description Requests of tenants step by step: how many, how long they took, what came of them; as far as they are kept.
         *
         *     Roles: owner, operator, billing, viewer.
         */
        get: operations["getTraffic"];
        put?: never;
        post?: never;
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
            /** @description Its id. */
            id: string;
            /** @description For people. */
            name: string;
            /**
             * Format: date-time
             * @description When it was last seen.
             */
            seenAt: string;
            /** @description How urgent it is. */
            severity?: string;
            /**
             * Format: date-time
             * @description When it began.
             */
            startedAt: string;
            /**
             * @description Where it is in its life.
             * @enum {string}
             */
            status: "firing" | "resolved";
            /** @description What is wrong, in a sentence. */
            summary?: string;
        };
        /**
         * AppliedTenants
         * @description What applying a folder changed.
         */
        AppliedTenants: {
            /** @description Which tenants are new. */
            created: string[];
            /** @description Which tenants differ from their file. */
            drifted: {
                /** @description Its id. */
                id: string;
                /**
                 * Format: date-time
                 * @description Since when.
                 */
                since: string;
            }[];
            /**
             * Format: date-time
             * @description Since when no request is decided by the old state.
             */
            enforcedAt?: string;
            /**
             * @description `pending`: recorded, but not enforced everywhere yet. It is tried again until it is.
             * @constant
             */
            propagation?: "pending";
            /** @description Which tenants were erased. */
            pruned: string[];
            /** @description Which tenants stayed as they were. */
            unchanged: string[];
            /** @description Which tenants changed. */
            updated: {
                /** @description The fields that differ. */
                changes: components["schemas"]["Change"][];
                /** @description Its id. */
                id: string;
            }[];
        };
        /**
         * ApplyTenants
         * @description Every file of a folder of tenants.
         */
        ApplyTenants: {
            /** @description Plaintext keys by tenant; only in the local environment. */
            localKeys?: {
                [key: string]: string;
            };
            /** @description Erase tenants of files that are missing here. */
            prune?: boolean;
            /** @description The tenants. */
            tenants: {
                [key: string]: unknown;
            }[];
        };
        /**
         * AuditEvent
         * @description Who did what; `hash` covers the event and the hash before it.
         */
        AuditEvent: {
            /** @description What was done, such as `key.revoked`. */
            action: string;
            /** @description Who did it. */
            actor: {
                /** @description Its id. */
                id: string;
                /** @description For people. */
                name: string;
                /**
                 * @description What kind it is.
                 * @enum {string}
                 */
                type: "bootstrap" | "operator" | "portal" | "key" | "system";
            };
            /** @description The fields that differ. */
            changes: components["schemas"]["Change"][];
            /** @description From where it was done. */
            context: {
                /** @description Address of the caller. */
                ip?: string;
                /** @description Id of the request. */
                requestId?: string;
                /** @description Program of the caller. */
                userAgent?: string;
            };
            /** @description Hash of the event, which covers the one before it. */
            hash: string;
            /** @description Its id. */
            id: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            occurredAt: string;
            /** @description Hash of the event before it. */
            prevHash: string;
            /** @description Why; recorded in the audit log. */
            reason?: string;
            /** @description What it was done to. */
            targets: {
                /** @description Its id. */
                id: string;
                /** @description What kind it is. */
                type: string;
            }[];
        };
        /**
         * AuditVerdict
         * @description Whether the chain of audit events is whole.
         */
        AuditVerdict: {
            /** @description The first event whose hash is wrong. */
            brokenAt?: string;
            /** @description Which events, or how many. */
            events: number;
            /** @description Hash of the event, which covers the one before it. */
            hash: string;
            /** @description Whether every hash covers the one before it. */
            valid: boolean;
        };
        /**
         * BudgetNotice
         * @description A threshold that a budget has crossed.
         */
        BudgetNotice: {
            /**
             * @description Budgets of tokens and money.
             * @enum {string}
             */
            budget: "tokensPerDay" | "tokensPerMonth" | "spendPerDay" | "spendPerMonth";
            /** @description Its id. */
            id: string;
            /** @description The public part of the key, 12 characters. */
            keyId?: string;
            /** @description What may be used. */
            limit: number | string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            occurredAt: string;
            /** @description When it begins anew. */
            resetsAt: string;
            /** @description Id of the tenant. */
            tenantId: string;
            /** @description The share that was crossed. */
            threshold: number;
            /**
             * @description What kind it is.
             * @enum {string}
             */
            type: "budget.threshold" | "budget.exhausted";
            /** @description What was used. */
            used: number | string;
            /** @description When the day or month began. */
            windowStart: string;
        };
        /**
         * Change
         * @description One field that differs; null where it is absent on that side.
         */
        Change: {
            /** @description Its value after; null where it is absent. */
            after: unknown;
            /** @description Its value before; null where it was absent. */
            before: unknown;
            /** @description The field, such as `budget.tokensPerDay`. */
            path: string;
        };
        /**
         * ChangedKey
         * @description A key, and since when its home object enforces the change.
         */
        ChangedKey: {
            /** @description The only addresses and ranges that may use it. */
            allowedIps?: string[];
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            /** @description Who made it. */
            createdBy: string;
            /**
             * Format: date-time
             * @description Since when no request is decided by the old state.
             */
            enforcedAt?: string;
            /**
             * Format: date-time
             * @description When it ends. Left out: never.
             */
            expiresAt?: string;
            /** @description Its id. */
            id: string;
            /**
             * Format: date-time
             * @description At most a minute old. Left out: never used.
             */
            lastUsedAt?: string;
            /** @description What it may use at most. */
            limits?: components["schemas"]["KeyLimits"];
            /**
             * @description `file`: by `tenant.config.json`. `api`: by this API.
             * @enum {string}
             */
            managedBy: "file" | "api";
            /** @description Fields of your own. */
            metadata?: {
                [key: string]: string;
            };
            /** @description Models, or figures by model. */
            models?: string[];
            /** @description For people. */
            name?: string;
            /**
             * Format: date-time
             * @description When it begins. Left out: at once.
             */
            notBefore?: string;
            /**
             * Format: date-time
             * @description Until when the secret before the last rotation is good.
             */
            previousExpiresAt?: string;
            /**
             * @description `pending`: recorded, but not enforced everywhere yet. It is tried again until it is.
             * @constant
             */
            propagation?: "pending";
            /**
             * Format: date-time
             * @description When it was revoked.
             */
            revokedAt?: string;
            /** @description What the key may do. */
            scopes: ("chat" | "search" | "documents:read" | "documents:write" | "usage:read" | "keys:write")[];
            /**
             * @description Where it is in its life.
             * @enum {string}
             */
            status: "active" | "revoked";
            /** @description Id of the tenant. */
            tenantId: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updatedAt: string;
            /** @description Ascends by one with each change; the ETag. */
            version: number;
        };
        /** ChangedPlan */
        ChangedPlan: {
            /** @description When crossing a budget is reported. */
            alerts?: {
                [key: string]: unknown;
            };
            /** @description Budgets of tokens and money. */
            budget?: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            /** @description For people. */
            description?: string;
            /**
             * Format: date-time
             * @description Since when no request is decided by the old state.
             */
            enforcedAt?: string;
            /** @description For people. */
            name: string;
            /**
             * @description `pending`: recorded, but not enforced everywhere yet. It is tried again until it is.
             * @constant
             */
            propagation?: "pending";
            /** @description Documents and search. */
            rag?: {
                [key: string]: unknown;
            };
            /** @description Limits of requests. */
            rateLimit?: {
                [key: string]: unknown;
            };
            /** @description How long conversations are kept. */
            sessions?: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updatedAt: string;
            /** @description Ascends by one with each change; the ETag. */
            version: number;
        };
        /** ChangedPrices */
        ChangedPrices: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt?: string;
            /** @description Who made it. */
            createdBy?: string;
            /**
             * Format: date-time
             * @description Since when it applies.
             */
            effectiveFrom: string;
            /**
             * Format: date-time
             * @description Since when no request is decided by the old state.
             */
            enforcedAt?: string;
            /** @description Models, or figures by model. */
            models: {
                [key: string]: {
                    /** @description The same, read from the provider's cache. */
                    cachedPrompt?: string;
                    /** @description The same, written to that cache. */
                    cacheWrite?: string;
                    /** @description US dollars for a million tokens of answer. */
                    completion: string;
                    /** @description US dollars for a million tokens of prompt. */
                    prompt: string;
                    /** @description The same, of thoughts. */
                    reasoning?: string;
                };
            };
            /**
             * @description `pending`: recorded, but not enforced everywhere yet. It is tried again until it is.
             * @constant
             */
            propagation?: "pending";
            /** @description Ascends by one with each change; the ETag. */
            version: number;
            /** @description Earlier and later tables of prices. */
            versions: components["schemas"]["PriceTable"][];
        };
        /**
         * ChangedTenant
         * @description A tenant, and since when its home object enforces the change.
         */
        ChangedTenant: {
            /**
             * @description When crossing a budget is reported.
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
                 * @description Shares of a budget, from 0 to 1.
                 * @default [
                 *       0.5,
                 *       0.8,
                 *       1
                 *     ]
                 */
                thresholds?: number[];
            };
            /** @description Budgets of tokens and money. */
            budget?: {
                /** @description US dollars in a day (UTC), as a decimal string. */
                spendPerDay?: string;
                /** @description The same in a month (UTC). */
                spendPerMonth?: string;
                /** @description Tokens of prompts and answers in a day (UTC). */
                tokensPerDay?: number;
                /** @description The same in a month (UTC). */
                tokensPerMonth?: number;
            };
            /** @description Models and answers. */
            chat?: {
                /**
                 * @description Besides `model`, what a request may name.
                 * @default []
                 */
                allowedModels?: string[];
                /**
                 * @description Tried in order when the model fails before its first token.
                 * @default []
                 */
                fallbackModels?: string[];
                /**
                 * @description Most tokens of an answer, whatever a request asks for.
                 * @default 1024
                 */
                maxOutputTokens?: number;
                /** @description Id of a model of the catalogue. */
                model: string;
                /** @description Before every conversation. */
                systemPrompt?: string;
                /**
                 * @description How long a model may take, in milliseconds.
                 * @default {
                 *       "firstTokenMs": 15000,
                 *       "idleMs": 15000,
                 *       "totalMs": 120000
                 *     }
                 */
                timeouts?: {
                    /** @description Until the first token; then the next model is tried. */
                    firstTokenMs: number;
                    /** @description Between two tokens. */
                    idleMs: number;
                    /** @description For a whole answer. */
                    totalMs: number;
                };
            };
            /**
             * @description Which pages of a browser may read answers.
             * @default {
             *       "origins": []
             *     }
             */
            cors?: {
                /**
                 * @description Origins: scheme, host and port.
                 * @default []
                 */
                origins?: string[];
            };
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            /** @description Only in the local environment. */
            demo?: boolean;
            /**
             * Format: date-time
             * @description Since when the tenant differs from its file.
             */
            driftedSince?: string;
            /** @description The limits that apply, with those of the plan. */
            effective?: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description Since when no request is decided by the old state.
             */
            enforcedAt?: string;
            /**
             * @description Values of feature flags that differ from their defaults.
             * @default {}
             */
            flags?: components["schemas"]["FlagOverrides"];
            /**
             * @description Hostnames that belong to the tenant.
             * @default []
             */
            hostnames?: string[];
            /** @description Its id. */
            id: string;
            /**
             * @description Where everything of the tenant must be stored.
             * @enum {string}
             */
            jurisdiction?: "eu" | "us" | "fedramp";
            /**
             * @description `file`: by `tenant.config.json`. `api`: by this API.
             * @enum {string}
             */
            managedBy: "file" | "api";
            /** @description For people. */
            name: string;
            /** @description The plan whose limits these fields override. */
            plan?: string;
            /**
             * @description `pending`: recorded, but not enforced everywhere yet. It is tried again until it is.
             * @constant
             */
            propagation?: "pending";
            /**
             * @description Documents and search.
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
                /**
                 * @description Size of a passage.
                 * @default 250
                 */
                chunkTokens?: number;
                /**
                 * @description Whether it is in use.
                 * @default true
                 */
                enabled?: boolean;
                /**
                 * @description Of all together.
                 * @default 10737418240
                 */
                maxBytes?: number;
                /**
                 * @description Number of documents.
                 * @default 10000
                 */
                maxDocuments?: number;
                /**
                 * @description What neighbouring passages share.
                 * @default 30
                 */
                overlapTokens?: number;
                /**
                 * @description Whether searches and answers are reranked unless a request says otherwise.
                 * @default false
                 */
                rerank?: boolean;
                /** @description Whether a question that leans on its conversation is rewritten for search. */
                rewrite?: boolean;
                /**
                 * @description Passages of a search that does not ask for a number.
                 * @default 8
                 */
                topK?: number;
            };
            /** @description Limits of requests. */
            rateLimit?: {
                /** @description How many requests may come at once. */
                burst?: number;
                /** @description A second limit for each key alone. */
                perKey?: {
                    /** @description How many requests may come at once. */
                    burst: number;
                    /** @description Sustained rate of requests. */
                    requestsPerMinute: number;
                };
                /** @description Sustained rate of requests. */
                requestsPerMinute?: number;
                /**
                 * @description Over how many objects the request limit of a hot tenant is spread.
                 * @default 1
                 */
                shards?: number;
            };
            /**
             * @description How long conversations are kept.
             * @default {
             *       "maxMessages": 1000,
             *       "retentionDays": 30,
             *       "archive": false,
             *       "maxBytes": 1073741824
             *     }
             */
            sessions?: {
                /**
                 * @description Write what retention deletes to R2 first.
                 * @default false
                 */
                archive?: boolean;
                /**
                 * @description Of all together.
                 * @default 1073741824
                 */
                maxBytes?: number;
                /**
                 * @description Of a session; older ones are deleted.
                 * @default 1000
                 */
                maxMessages?: number;
                /**
                 * @description Of a message.
                 * @default 30
                 */
                retentionDays?: number;
            };
            /**
             * @description Where it is in its life.
             * @enum {string}
             */
            status: "active" | "suspended";
            /**
             * @description `production`: its objects are kept warm.
             * @enum {string}
             */
            tier?: "production" | "standard";
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updatedAt: string;
            /** @description Ascends by one with each change; the ETag. */
            version: number;
        };
        /** CreateKey */
        CreateKey: {
            /** @description The only addresses and ranges that may use it. */
            allowedIps?: string[];
            /**
             * Format: date-time
             * @description When it ends. Left out: never.
             */
            expiresAt?: string;
            /** @description What it may use at most. */
            limits?: components["schemas"]["KeyLimits"];
            /** @description Fields of your own. */
            metadata?: {
                [key: string]: string;
            };
            /** @description Models, or figures by model. */
            models?: string[];
            /** @description For people. */
            name?: string;
            /**
             * Format: date-time
             * @description When it begins. Left out: at once.
             */
            notBefore?: string;
            /** @description What the key may do. */
            scopes: ("chat" | "search" | "documents:read" | "documents:write" | "usage:read" | "keys:write")[];
        };
        /** CreateOperator */
        CreateOperator: {
            /**
             * Format: email
             * @description For people.
             */
            email?: string;
            /**
             * Format: date-time
             * @description When it ends. Left out: never.
             */
            expiresAt?: string;
            /** @description For people. */
            name: string;
            /**
             * @description What the operator may do: `owner`, `operator`, `billing` or `viewer`.
             * @enum {string}
             */
            role: "owner" | "operator" | "billing" | "viewer";
        };
        /**
         * CreatePlan
         * @description Limits that tenants of the plan have unless their own document says otherwise.
         */
        CreatePlan: {
            /** @description When crossing a budget is reported. */
            alerts?: {
                [key: string]: unknown;
            };
            /** @description Budgets of tokens and money. */
            budget?: {
                [key: string]: unknown;
            };
            /** @description For people. */
            description?: string;
            /** @description For people. */
            name: string;
            /** @description Documents and search. */
            rag?: {
                [key: string]: unknown;
            };
            /** @description Limits of requests. */
            rateLimit?: {
                [key: string]: unknown;
            };
            /** @description How long conversations are kept. */
            sessions?: {
                [key: string]: unknown;
            };
        };
        /** CreatePortalSession */
        CreatePortalSession: {
            /**
             * Format: uri
             * @description Where the portal leads back to.
             */
            returnUrl?: string;
            /** @description What the key may do. */
            scopes: ("chat" | "search" | "documents:read" | "documents:write" | "usage:read" | "keys:write" | "keys:read")[];
            /** @description Who of the tenant it is for. */
            subject: string;
            /** @description Id of the tenant. */
            tenantId: string;
        };
        /** CreateSessionKey */
        CreateSessionKey: {
            /** @description Id of the tenant. */
            tenantId?: string;
        };
        /** CreateSignInLink */
        CreateSignInLink: Record<string, never>;
        /** CreateWebhook */
        CreateWebhook: {
            /** @description For people. */
            description?: string;
            /** @description Which events, or how many. */
            events: ("budget.threshold" | "budget.exhausted" | "key.created" | "key.expiring" | "key.revoked" | "tenant.suspended" | "document.failed" | "alert.firing")[];
            /** @description Id of the tenant. */
            tenantId?: string;
            /** @description Where events are sent, or where the link leads. */
            url: string;
        };
        /**
         * CurrentSession
         * @description Who is signed in, and to which deployment.
         */
        CurrentSession: {
            /** @description Where the API of tenants answers; left out where it is this origin. */
            apiOrigin?: string;
            /** @description Of the deployment, such as `production`. */
            environment: string;
            /** @description Who is signed in; null for nobody. */
            session: components["schemas"]["WhoAmI"] | null;
        };
        /** DeadLetter */
        DeadLetter: {
            /** @description Its size. */
            bytes: number;
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            /** @description Id of the document. */
            documentId: string;
            /**
             * Format: date-time
             * @description When it failed for good.
             */
            failedAt: string;
            /**
             * @description How it was read.
             * @enum {string}
             */
            format: "text" | "markdown" | "html" | "csv" | "json" | "xml" | "srt" | "vtt" | "ipynb" | "eml" | "rtf" | "code" | "pdf" | "docx" | "xlsx" | "pptx" | "odt" | "ods" | "odp" | "epub" | "image";
            /** @description Why; recorded in the audit log. */
            reason: {
                /** @description What went wrong, for programs. */
                code: string;
                /** @description The same in words. */
                message: string;
            } | null;
            /** @description Title of the document. */
            title: string;
            /** @description Ascends by one with each change; the ETag. */
            version: number;
        };
        /** DecidedGrant */
        DecidedGrant: {
            /** @description Where the browser goes on. */
            redirectTo: string;
        };
        /**
         * DecideGrant
         * @description Without scopes the client is refused.
         */
        DecideGrant: {
            /** @description The query of the client’s authorization request, as it came. */
            request: string;
            /** @description What the key may do. */
            scopes: ("chat" | "search" | "documents:read" | "documents:write" | "usage:read" | "keys:write")[];
        };
        /**
         * Delivery
         * @description One event on its way to one webhook.
         */
        Delivery: {
            /** @description How often it was sent. */
            attempts: number;
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was accepted.
             */
            deliveredAt?: string;
            /** @description Id of the event: the same in every attempt. */
            eventId: string;
            /** @description Its id. */
            id: string;
            /** @description Why the last attempt failed. */
            lastError?: string;
            /** @description HTTP status of the last attempt. */
            lastStatus?: number;
            /**
             * Format: date-time
             * @description When it is sent again.
             */
            nextAttemptAt?: string;
            /**
             * @description Where it is in its life.
             * @enum {string}
             */
            status: "pending" | "delivered" | "failed";
            /** @description What kind it is. */
            type: string;
            /** @description Id of the webhook. */
            webhookId: string;
        };
        /**
         * Document
         * @description A document, without its text.
         */
        Document: {
            /** @description Its size. */
            bytes: number;
            /** @description Number of passages. */
            chunks: number;
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            /** @description What went wrong. */
            error?: {
                /** @description What went wrong, for programs. */
                code: string;
                /** @description The same in words. */
                message: string;
            };
            /**
             * @description How it was read.
             * @enum {string}
             */
            format: "text" | "markdown" | "html" | "csv" | "json" | "xml" | "srt" | "vtt" | "ipynb" | "eml" | "rtf" | "code" | "pdf" | "docx" | "xlsx" | "pptx" | "odt" | "ods" | "odp" | "epub" | "image";
            /** @description Its id. */
            id: string;
            /** @description Fields of your own. */
            metadata: {
                [key: string]: string | number | boolean;
            };
            /**
             * @description Where it is in its life.
             * @enum {string}
             */
            status: "queued" | "processing" | "searchable" | "indexed" | "failed";
            /** @description Title of the document. */
            title: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updatedAt: string;
            /** @description Ascends by one with each change; the ETag. */
            version: number;
        };
        /**
         * DryRun
         * @description The answer to `dryRun=true`: what would be, and what would change. Nothing was written.
         */
        DryRun: {
            /** @description The fields that differ. */
            changes: components["schemas"]["Change"][];
            /** @description What it would be. */
            resource: unknown;
        };
        /** ErasedData */
        ErasedData: {
            /** @description Number of passages. */
            chunks: number;
            /** @description How many documents. */
            documents: number;
            /** @description How many messages. */
            messages: number;
            /** @description How long conversations are kept. */
            sessions: number;
            /** @description How many rows of usage. */
            usageRows: number;
        };
        /** ErasedTenant */
        ErasedTenant: {
            /**
             * Format: date-time
             * @description Since when no request is decided by the old state.
             */
            enforcedAt?: string;
            /** @description Its id. */
            id: string;
            /**
             * @description `pending`: recorded, but not enforced everywhere yet. It is tried again until it is.
             * @constant
             */
            propagation?: "pending";
            /**
             * @description Where it is in its life.
             * @constant
             */
            status: "erased";
        };
        /** Error */
        Error: {
            /** @description What went wrong. */
            error: {
                /**
                 * @description What went wrong, for programs.
                 * @enum {string}
                 */
                code: "tenant_required" | "invalid_request" | "context_length_exceeded" | "content_rejected" | "api_key_required" | "api_key_invalid" | "api_key_expired" | "budget_exceeded" | "tenant_mismatch" | "tenant_suspended" | "scope_insufficient" | "tenant_not_found" | "model_not_found" | "not_found" | "method_not_allowed" | "request_timeout" | "length_required" | "version_conflict" | "payload_too_large" | "unsupported_media_type" | "session_busy" | "idempotency_in_progress" | "idempotency_mismatch" | "rate_limited" | "budget_in_flight" | "internal" | "ai_rejected" | "ai_unavailable" | "retrieval_unavailable" | "admission_unavailable" | "storage_unavailable" | "service_unavailable" | "ai_timeout";
                /** @description More, depending on the code. */
                details?: unknown;
                /** @description The same in words. */
                message: string;
                /** @description The field or header that is wrong. */
                param: string | null;
                /** @description Id of the request. */
                requestId: string;
                /** @description Id of the trace that it belongs to. */
                traceId: string;
                /** @description What kind it is. */
                type: string;
            };
        };
        /** FlagOverrides */
        FlagOverrides: {
            /** @description Whether fallback models are asked. */
            "chat.fallbackModels"?: boolean;
            /** @description Whether new documents are embedded. */
            "ingest.embedding"?: boolean;
            /** @description Whether searches use vectors. */
            "retrieval.vectors"?: boolean;
        };
        /**
         * Flags
         * @description The flags that apply, and which layer sets each.
         */
        Flags: {
            /** @description Values of feature flags that differ from their defaults. */
            flags: {
                /** @description Whether fallback models are asked. */
                "chat.fallbackModels": boolean;
                /** @description Whether new documents are embedded. */
                "ingest.embedding": boolean;
                /** @description Whether searches use vectors. */
                "retrieval.vectors": boolean;
            };
            /** @description What each layer sets; later ones override earlier ones. */
            layers: {
                /** @description What the tenant's config says. */
                config?: components["schemas"]["FlagOverrides"];
                /** @description What flags are without any record. */
                defaults: {
                    /** @description Whether fallback models are asked. */
                    "chat.fallbackModels": boolean;
                    /** @description Whether new documents are embedded. */
                    "ingest.embedding": boolean;
                    /** @description Whether searches use vectors. */
                    "retrieval.vectors": boolean;
                };
                /** @description Flags of the deployment. */
                deployment: components["schemas"]["FlagOverrides"];
                /** @description The tenant, or its flags. */
                tenant?: components["schemas"]["FlagOverrides"];
            };
            /** @description What of a record cannot be used. */
            problems: string[];
        };
        /**
         * GrantRequest
         * @description What a client of `/mcp` asks for.
         */
        GrantRequest: {
            /** @description Who asks, by its own words. */
            client: {
                /** @description For people. */
                name: string;
                /** @description Of its own page. */
                uri?: string;
            };
            /** @description Whether that is a program on the person’s own machine. */
            isLoopback: boolean;
            /** @description Where the code would go. */
            redirectHost: string;
            /** @description What the key may do. */
            scopes: ("chat" | "search" | "documents:read" | "documents:write" | "usage:read" | "keys:write")[];
            /** @description Id of the tenant. */
            tenantId: string;
        };
        /**
         * Key
         * @description A key, without its secret.
         */
        Key: {
            /** @description The only addresses and ranges that may use it. */
            allowedIps?: string[];
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            /** @description Who made it. */
            createdBy: string;
            /**
             * Format: date-time
             * @description When it ends. Left out: never.
             */
            expiresAt?: string;
            /** @description Its id. */
            id: string;
            /**
             * Format: date-time
             * @description At most a minute old. Left out: never used.
             */
            lastUsedAt?: string;
            /** @description What it may use at most. */
            limits?: components["schemas"]["KeyLimits"];
            /**
             * @description `file`: by `tenant.config.json`. `api`: by this API.
             * @enum {string}
             */
            managedBy: "file" | "api";
            /** @description Fields of your own. */
            metadata?: {
                [key: string]: string;
            };
            /** @description Models, or figures by model. */
            models?: string[];
            /** @description For people. */
            name?: string;
            /**
             * Format: date-time
             * @description When it begins. Left out: at once.
             */
            notBefore?: string;
            /**
             * Format: date-time
             * @description Until when the secret before the last rotation is good.
             */
            previousExpiresAt?: string;
            /**
             * Format: date-time
             * @description When it was revoked.
             */
            revokedAt?: string;
            /** @description What the key may do. */
            scopes: ("chat" | "search" | "documents:read" | "documents:write" | "usage:read" | "keys:write")[];
            /**
             * @description Where it is in its life.
             * @enum {string}
             */
            status: "active" | "revoked";
            /** @description Id of the tenant. */
            tenantId: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updatedAt: string;
            /** @description Ascends by one with each change; the ETag. */
            version: number;
        };
        /**
         * KeyLimits
         * @description What a key alone may use, within its tenant's limits.
         */
        KeyLimits: {
            /** @description How many requests may come at once. */
            burst?: number;
            /** @description Sustained rate of requests. */
            requestsPerMinute?: number;
            /** @description US dollars in a day (UTC), as a decimal string. */
            spendPerDay?: string;
            /** @description The same in a month (UTC). */
            spendPerMonth?: string;
            /** @description Tokens of prompts and answers in a day (UTC). */
            tokensPerDay?: number;
            /** @description The same in a month (UTC). */
            tokensPerMonth?: number;
        };
        /**
         * KeyWithSecret
         * @description `key` is shown once, and for ten minutes again to the same Idempotency-Key.
         */
        KeyWithSecret: {
            /** @description The only addresses and ranges that may use it. */
            allowedIps?: string[];
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            /** @description Who made it. */
            createdBy: string;
            /**
             * Format: date-time
             * @description Since when no request is decided by the old state.
             */
            enforcedAt?: string;
            /**
             * Format: date-time
             * @description When it ends. Left out: never.
             */
            expiresAt?: string;
            /** @description Its id. */
            id: string;
            /** @description The key: the secret itself where it is new, shown once; else its id or figures. */
            key?: string;
            /**
             * Format: date-time
             * @description At most a minute old. Left out: never used.
             */
            lastUsedAt?: string;
            /** @description What it may use at most. */
            limits?: components["schemas"]["KeyLimits"];
            /**
             * @description `file`: by `tenant.config.json`. `api`: by this API.
             * @enum {string}
             */
            managedBy: "file" | "api";
            /** @description Fields of your own. */
            metadata?: {
                [key: string]: string;
            };
            /** @description Models, or figures by model. */
            models?: string[];
            /** @description For people. */
            name?: string;
            /**
             * Format: date-time
             * @description When it begins. Left out: at once.
             */
            notBefore?: string;
            /**
             * Format: date-time
             * @description Until when the secret before the last rotation is good.
             */
            previousExpiresAt?: string;
            /**
             * @description `pending`: recorded, but not enforced everywhere yet. It is tried again until it is.
             * @constant
             */
            propagation?: "pending";
            /**
             * Format: date-time
             * @description When it was revoked.
             */
            revokedAt?: string;
            /** @description What the key may do. */
            scopes: ("chat" | "search" | "documents:read" | "documents:write" | "usage:read" | "keys:write")[];
            /**
             * @description Where it is in its life.
             * @enum {string}
             */
            status: "active" | "revoked";
            /** @description Id of the tenant. */
            tenantId: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updatedAt: string;
            /** @description Ascends by one with each change; the ETag. */
            version: number;
        };
        /**
         * ListedKey
         * @description A key in a list, with who made it and what it has cost.
         */
        ListedKey: {
            /** @description The only addresses and ranges that may use it. */
            allowedIps?: string[];
            /** @description US dollars of the last 30 days. */
            cost30d?: string | null;
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            /** @description Who made it. */
            createdBy: string;
            /** @description Name of whoever made it. */
            creator?: string;
            /**
             * Format: date-time
             * @description When it ends. Left out: never.
             */
            expiresAt?: string;
            /** @description Its id. */
            id: string;
            /**
             * Format: date-time
             * @description At most a minute old. Left out: never used.
             */
            lastUsedAt?: string;
            /** @description What it may use at most. */
            limits?: components["schemas"]["KeyLimits"];
            /**
             * @description `file`: by `tenant.config.json`. `api`: by this API.
             * @enum {string}
             */
            managedBy: "file" | "api";
            /** @description Fields of your own. */
            metadata?: {
                [key: string]: string;
            };
            /** @description Models, or figures by model. */
            models?: string[];
            /** @description For people. */
            name?: string;
            /**
             * Format: date-time
             * @description When it begins. Left out: at once.
             */
            notBefore?: string;
            /**
             * Format: date-time
             * @description Until when the secret before the last rotation is good.
             */
            previousExpiresAt?: string;
            /**
             * Format: date-time
             * @description When it was revoked.
             */
            revokedAt?: string;
            /** @description What the key may do. */
            scopes: ("chat" | "search" | "documents:read" | "documents:write" | "usage:read" | "keys:write")[];
            /**
             * @description Where it is in its life.
             * @enum {string}
             */
            status: "active" | "revoked";
            /** @description Id of the tenant. */
            tenantId: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updatedAt: string;
            /** @description Ascends by one with each change; the ETag. */
            version: number;
        };
        /**
         * ListedTenant
         * @description A tenant in a list, with its figures.
         */
        ListedTenant: {
            /**
             * @description When crossing a budget is reported.
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
                 * @description Shares of a budget, from 0 to 1.
                 * @default [
                 *       0.5,
                 *       0.8,
                 *       1
                 *     ]
                 */
                thresholds?: number[];
            };
            /** @description Budgets of tokens and money. */
            budget?: {
                /** @description US dollars in a day (UTC), as a decimal string. */
                spendPerDay?: string;
                /** @description The same in a month (UTC). */
                spendPerMonth?: string;
                /** @description Tokens of prompts and answers in a day (UTC). */
                tokensPerDay?: number;
                /** @description The same in a month (UTC). */
                tokensPerMonth?: number;
            };
            /** @description Models and answers. */
            chat?: {
                /**
                 * @description Besides `model`, what a request may name.
                 * @default []
                 */
                allowedModels?: string[];
                /**
                 * @description Tried in order when the model fails before its first token.
                 * @default []
                 */
                fallbackModels?: string[];
                /**
                 * @description Most tokens of an answer, whatever a request asks for.
                 * @default 1024
                 */
                maxOutputTokens?: number;
                /** @description Id of a model of the catalogue. */
                model: string;
                /** @description Before every conversation. */
                systemPrompt?: string;
                /**
                 * @description How long a model may take, in milliseconds.
                 * @default {
                 *       "firstTokenMs": 15000,
                 *       "idleMs": 15000,
                 *       "totalMs": 120000
                 *     }
                 */
                timeouts?: {
                    /** @description Until the first token; then the next model is tried. */
                    firstTokenMs: number;
                    /** @description Between two tokens. */
                    idleMs: number;
                    /** @description For a whole answer. */
                    totalMs: number;
                };
            };
            /**
             * @description Which pages of a browser may read answers.
             * @default {
             *       "origins": []
             *     }
             */
            cors?: {
                /**
                 * @description Origins: scheme, host and port.
                 * @default []
                 */
                origins?: string[];
            };
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            /** @description Only in the local environment. */
            demo?: boolean;
            /**
             * Format: date-time
             * @description Since when the tenant differs from its file.
             */
            driftedSince?: string;
            /** @description The limits that apply, with those of the plan. */
            effective?: {
                [key: string]: unknown;
            };
            /** @description Counts and costs of the tenant. */
            figures: {
                /** @description US dollars since the first (UTC); null if a price is unknown. */
                costThisMonth: string | null;
                /** @description US dollars since midnight (UTC); null if a price is unknown. */
                costToday: string | null;
                /** @description How many documents. */
                documents?: number;
                /** @description Documents with the status `failed`. */
                failedDocuments?: number;
                /** @description Figures by key, or how many there are. */
                keys: number;
                /**
                 * Format: date-time
                 * @description When it last sent a request.
                 */
                lastSeenAt?: string;
                /** @description Requests since midnight (UTC). */
                requestsToday: number;
                /** @description Tokens since midnight (UTC). */
                tokensToday: number;
            };
            /**
             * @description Values of feature flags that differ from their defaults.
             * @default {}
             */
            flags?: components["schemas"]["FlagOverrides"];
            /**
             * @description Hostnames that belong to the tenant.
             * @default []
             */
            hostnames?: string[];
            /** @description Its id. */
            id: string;
            /**
             * @description Where everything of the tenant must be stored.
             * @enum {string}
             */
            jurisdiction?: "eu" | "us" | "fedramp";
            /**
             * @description `file`: by `tenant.config.json`. `api`: by this API.
             * @enum {string}
             */
            managedBy: "file" | "api";
            /** @description For people. */
            name: string;
            /** @description The plan whose limits these fields override. */
            plan?: string;
            /**
             * @description Documents and search.
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
                /**
                 * @description Size of a passage.
                 * @default 250
                 */
                chunkTokens?: number;
                /**
                 * @description Whether it is in use.
                 * @default true
                 */
                enabled?: boolean;
                /**
                 * @description Of all together.
                 * @default 10737418240
                 */
                maxBytes?: number;
                /**
                 * @description Number of documents.
                 * @default 10000
                 */
                maxDocuments?: number;
                /**
                 * @description What neighbouring passages share.
                 * @default 30
                 */
                overlapTokens?: number;
                /**
                 * @description Whether searches and answers are reranked unless a request says otherwise.
                 * @default false
                 */
                rerank?: boolean;
                /** @description Whether a question that leans on its conversation is rewritten for search. */
                rewrite?: boolean;
                /**
                 * @description Passages of a search that does not ask for a number.
                 * @default 8
                 */
                topK?: number;
            };
            /** @description Limits of requests. */
            rateLimit?: {
                /** @description How many requests may come at once. */
                burst?: number;
                /** @description A second limit for each key alone. */
                perKey?: {
                    /** @description How many requests may come at once. */
                    burst: number;
                    /** @description Sustained rate of requests. */
                    requestsPerMinute: number;
                };
                /** @description Sustained rate of requests. */
                requestsPerMinute?: number;
                /**
                 * @description Over how many objects the request limit of a hot tenant is spread.
                 * @default 1
                 */
                shards?: number;
            };
            /**
             * @description How long conversations are kept.
             * @default {
             *       "maxMessages": 1000,
             *       "retentionDays": 30,
             *       "archive": false,
             *       "maxBytes": 1073741824
             *     }
             */
            sessions?: {
                /**
                 * @description Write what retention deletes to R2 first.
                 * @default false
                 */
                archive?: boolean;
                /**
                 * @description Of all together.
                 * @default 1073741824
                 */
                maxBytes?: number;
                /**
                 * @description Of a session; older ones are deleted.
                 * @default 1000
                 */
                maxMessages?: number;
                /**
                 * @description Of a message.
                 * @default 30
                 */
                retentionDays?: number;
            };
            /**
             * @description Where it is in its life.
             * @enum {string}
             */
            status: "active" | "suspended";
            /**
             * @description `production`: its objects are kept warm.
             * @enum {string}
             */
            tier?: "production" | "standard";
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updatedAt: string;
            /** @description Ascends by one with each change; the ETag. */
            version: number;
        };
        /**
         * OpenSession
         * @description The admin token or an operator's, or the code of a link.
         */
        OpenSession: {
            /** @description The token itself. It is shown once. */
            token: string;
        } | {
            /** @description What went wrong, for programs. */
            code: string;
        };
        /** Operator */
        Operator: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            /** @description Who made it. */
            createdBy: string;
            /** @description For people. */
            email?: string;
            /**
             * Format: date-time
             * @description When it ends. Left out: never.
             */
            expiresAt?: string;
            /** @description Its id. */
            id: string;
            /**
             * Format: date-time
             * @description At most a minute old. Left out: never used.
             */
            lastUsedAt?: string;
            /** @description For people. */
            name: string;
            /**
             * @description What the operator may do: `owner`, `operator`, `billing` or `viewer`.
             * @enum {string}
             */
            role: "owner" | "operator" | "billing" | "viewer";
            /** @description Ascends by one with each change; the ETag. */
            version: number;
        };
        /**
         * OperatorWithToken
         * @description `token` is shown once.
         */
        OperatorWithToken: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            /** @description Who made it. */
            createdBy: string;
            /** @description For people. */
            email?: string;
            /**
             * Format: date-time
             * @description When it ends. Left out: never.
             */
            expiresAt?: string;
            /** @description Its id. */
            id: string;
            /**
             * Format: date-time
             * @description At most a minute old. Left out: never used.
             */
            lastUsedAt?: string;
            /** @description For people. */
            name: string;
            /**
             * @description What the operator may do: `owner`, `operator`, `billing` or `viewer`.
             * @enum {string}
             */
            role: "owner" | "operator" | "billing" | "viewer";
            /** @description The token itself. It is shown once. */
            token?: string;
            /** @description Ascends by one with each change; the ETag. */
            version: number;
        };
        /**
         * Overview
         * @description The whole deployment.
         */
        Overview: {
            /** @description When crossing a budget is reported. */
            alerts: components["schemas"]["Alert"][];
            /**
             * Format: date-time
             * @description When figures were taken.
             */
            at: string;
            /** @description The days before, newest first. */
            history: {
                /**
                 * Format: date-time
                 * @description When figures were taken.
                 */
                at: string;
                /** @description US dollars as a decimal string; null if the price of a part of it is unknown. */
                cost: string | null;
                /** @description Requests. */
                requests: number;
                /** @description Tokens. */
                tokens: number;
            }[];
            /** @description Tenants that have used most of a budget. */
            nearLimit: components["schemas"]["TenantBudgets"][];
            /** @description The tenants. */
            tenants: {
                /** @description How many are active. */
                active: number;
                /** @description Which tenants differ from their file. */
                drifted: number;
                /** @description How many wait. */
                pending: number;
                /** @description How many are suspended. */
                suspended: number;
            };
            /** @description Since midnight (UTC). */
            today: {
                /** @description US dollars as a decimal string; null if the price of a part of it is unknown. */
                cost: string | null;
                /** @description Requests. */
                requests: number;
                /** @description Tokens. */
                tokens: number;
            };
            /** @description The newest requests. */
            traffic?: {
                /** @description How many failed. */
                failed: number;
                /** @description Half of them took no longer, in milliseconds. */
                p50Ms: number | null;
                /** @description 95 % of them took no longer, in milliseconds. */
                p95Ms: number | null;
                /** @description Requests. */
                requests: number;
                /** @description Over how many seconds. */
                seconds: number;
            };
            /** @description How webhooks are. */
            webhooks: {
                /** @description Whether, or how many are, switched off. */
                disabled: number;
                /** @description Whether it is in use. */
                enabled: number;
                /** @description How many fail. */
                failing: number;
            };
            /** @description The day before. */
            yesterday: {
                /** @description US dollars as a decimal string; null if the price of a part of it is unknown. */
                cost: string | null;
                /** @description Requests. */
                requests: number;
                /** @description Tokens. */
                tokens: number;
            };
        };
        /**
         * PatchKey
         * @description A JSON merge patch of a key.
         */
        PatchKey: {
            /** @description The only addresses and ranges that may use it. */
            allowedIps?: string[] | null;
            /** @description When it ends. Left out: never. */
            expiresAt?: string | null;
            /** @description What it may use at most. */
            limits?: {
                [key: string]: unknown;
            } | null;
            /** @description Fields of your own. */
            metadata?: {
                [key: string]: string | null;
            } | null;
            /** @description Models, or figures by model. */
            models?: string[] | null;
            /** @description For people. */
            name?: string | null;
            /** @description When it begins. Left out: at once. */
            notBefore?: string | null;
            /** @description What the key may do. */
            scopes?: ("chat" | "search" | "documents:read" | "documents:write" | "usage:read" | "keys:write")[];
        };
        /**
         * PatchOperator
         * @description A JSON merge patch of an operator.
         */
        PatchOperator: {
            /** @description For people. */
            email?: string | null;
            /** @description When it ends. Left out: never. */
            expiresAt?: string | null;
            /** @description For people. */
            name?: string;
            /**
             * @description What the operator may do: `owner`, `operator`, `billing` or `viewer`.
             * @enum {string}
             */
            role?: "owner" | "operator" | "billing" | "viewer";
        };
        /**
         * PatchWebhook
         * @description A JSON merge patch of a webhook.
         */
        PatchWebhook: {
            /** @description For people. */
            description?: string | null;
            /** @description Which events, or how many. */
            events?: ("budget.threshold" | "budget.exhausted" | "key.created" | "key.expiring" | "key.revoked" | "tenant.suspended" | "document.failed" | "alert.firing")[];
            /**
             * @description Where it is in its life.
             * @enum {string}
             */
            status?: "enabled" | "disabled";
            /** @description Where events are sent, or where the link leads. */
            url?: string;
        };
        /** Plan */
        Plan: {
            /** @description When crossing a budget is reported. */
            alerts?: {
                [key: string]: unknown;
            };
            /** @description Budgets of tokens and money. */
            budget?: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            /** @description For people. */
            description?: string;
            /** @description For people. */
            name: string;
            /** @description Documents and search. */
            rag?: {
                [key: string]: unknown;
            };
            /** @description Limits of requests. */
            rateLimit?: {
                [key: string]: unknown;
            };
            /** @description How long conversations are kept. */
            sessions?: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updatedAt: string;
            /** @description Ascends by one with each change; the ETag. */
            version: number;
        };
        /** PortalSession */
        PortalSession: {
            /**
             * Format: date-time
             * @description When it ends. Left out: never.
             */
            expiresAt: string;
            /** @description Where the portal leads back to. */
            returnUrl?: string;
            /** @description What the key may do. */
            scopes: ("chat" | "search" | "documents:read" | "documents:write" | "usage:read" | "keys:write" | "keys:read")[];
            /** @description Who of the tenant it is for. */
            subject: string;
            /** @description Id of the tenant. */
            tenantId: string;
            /** @description Where events are sent, or where the link leads. */
            url?: string;
        };
        /**
         * Prices
         * @description The prices that apply now, and every version, newest first.
         */
        Prices: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt?: string;
            /** @description Who made it. */
            createdBy?: string;
            /**
             * Format: date-time
             * @description Since when it applies.
             */
            effectiveFrom: string;
            /** @description Models, or figures by model. */
            models: {
                [key: string]: {
                    /** @description The same, read from the provider's cache. */
                    cachedPrompt?: string;
                    /** @description The same, written to that cache. */
                    cacheWrite?: string;
                    /** @description US dollars for a million tokens of answer. */
                    completion: string;
                    /** @description US dollars for a million tokens of prompt. */
                    prompt: string;
                    /** @description The same, of thoughts. */
                    reasoning?: string;
                };
            };
            /** @description Ascends by one with each change; the ETag. */
            version: number;
            /** @description Earlier and later tables of prices. */
            versions: components["schemas"]["PriceTable"][];
        };
        /**
         * PriceTable
         * @description One version of the price table.
         */
        PriceTable: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt?: string;
            /** @description Who made it. */
            createdBy?: string;
            /**
             * Format: date-time
             * @description Since when it applies.
             */
            effectiveFrom: string;
            /** @description Models, or figures by model. */
            models: {
                [key: string]: {
                    /** @description The same, read from the provider's cache. */
                    cachedPrompt?: string;
                    /** @description The same, written to that cache. */
                    cacheWrite?: string;
                    /** @description US dollars for a million tokens of answer. */
                    completion: string;
                    /** @description US dollars for a million tokens of prompt. */
                    prompt: string;
                    /** @description The same, of thoughts. */
                    reasoning?: string;
                };
            };
            /** @description Ascends by one with each change; the ETag. */
            version: number;
        };
        /** PutPlan */
        PutPlan: {
            /** @description When crossing a budget is reported. */
            alerts?: {
                [key: string]: unknown;
            };
            /** @description Budgets of tokens and money. */
            budget?: {
                [key: string]: unknown;
            };
            /** @description For people. */
            description?: string;
            /** @description For people. */
            name?: string;
            /** @description Documents and search. */
            rag?: {
                [key: string]: unknown;
            };
            /** @description Limits of requests. */
            rateLimit?: {
                [key: string]: unknown;
            };
            /** @description How long conversations are kept. */
            sessions?: {
                [key: string]: unknown;
            };
        };
        /**
         * PutPrices
         * @description US dollars for a million tokens; a model that is left out has no price.
         */
        PutPrices: {
            /**
             * Format: date-time
             * @description Since when it applies.
             */
            effectiveFrom?: string;
            /** @description Models, or figures by model. */
            models: {
                [key: string]: {
                    /** @description The same, read from the provider's cache. */
                    cachedPrompt?: string;
                    /** @description The same, written to that cache. */
                    cacheWrite?: string;
                    /** @description US dollars for a million tokens of answer. */
                    completion: string;
                    /** @description US dollars for a million tokens of prompt. */
                    prompt: string;
                    /** @description The same, of thoughts. */
                    reasoning?: string;
                };
            };
        };
        /**
         * Reason
         * @description Why it is done; part of the audit event.
         */
        Reason: {
            /** @description Why; recorded in the audit log. */
            reason?: string;
        };
        /** Removed */
        Removed: {
            /** @description Its id. */
            id: string;
            /**
             * @description Where it is in its life.
             * @constant
             */
            status: "removed";
        };
        /** RemovedPlan */
        RemovedPlan: {
            /** @description For people. */
            name: string;
            /**
             * @description Where it is in its life.
             * @constant
             */
            status: "removed";
        };
        /**
         * ReportAlerts
         * @description What Alertmanager sends to a webhook.
         */
        ReportAlerts: {
            /** @description When crossing a budget is reported. */
            alerts: ({
                /** @description What to do, as Prometheus sends it. */
                annotations?: {
                    [key: string]: string;
                };
                /** @description Identifies the alert. */
                fingerprint?: string;
                /** @description What the alert is about, as Prometheus sends it. */
                labels: {
                    [key: string]: string;
                };
                /**
                 * Format: date-time
                 * @description Since when it fires.
                 */
                startsAt: string;
                /**
                 * @description Where it is in its life.
                 * @enum {string}
                 */
                status: "firing" | "resolved";
            } & {
                [key: string]: unknown;
            })[];
        } & {
            [key: string]: unknown;
        };
        /** ReportedAlerts */
        ReportedAlerts: {
            /** @description How many fire. */
            firing: number;
            /** @description How many are new. */
            fresh: number;
            /** @description How many ended. */
            resolved: number;
        };
        /**
         * Request
         * @description Metadata of one request, without content.
         */
        Request: {
            /**
             * Format: date-time
             * @description When figures were taken.
             */
            at: string;
            /** @description Tokens of answers, thoughts included. */
            completionTokens?: number;
            /** @description Error code of the answer. */
            errorCode?: string;
            /** @description The public part of the key, 12 characters. */
            keyId?: string;
            /** @description How long it took, in milliseconds. */
            latencyMs?: number;
            /** @description HTTP method. */
            method?: string;
            /** @description Id of a model of the catalogue. */
            model?: string;
            /** @description Tokens sent to models. */
            promptTokens?: number;
            /** @description Id of the request. */
            requestId: string;
            /** @description Path of the route, as a template. */
            route?: string;
            /** @description Where it is in its life. */
            status?: number;
            /** @description Id of the tenant. */
            tenantId?: string;
            /** @description Id of the trace that it belongs to. */
            traceId?: string;
        };
        /**
         * Requests
         * @description The newest requests, and how many are kept.
         */
        Requests: {
            /** @description The items of this page. */
            data: components["schemas"]["Request"][];
            /** @description Send it as `cursor` for the next page; null at the end. */
            nextCursor: string | null;
            /** @description How much is kept. */
            retention: {
                /** @description For how many hours. */
                hours: number;
                /** @description How many of a second. */
                perSecond: number;
                /** @description Requests. */
                requests: number;
            };
        };
        /**
         * RequestTrace
         * @description One request with its log lines and spans.
         */
        RequestTrace: {
            /**
             * Format: date-time
             * @description When figures were taken.
             */
            at: string;
            /** @description Tokens of answers, thoughts included. */
            completionTokens?: number;
            /** @description US dollars as a decimal string; null if the price of a part of it is unknown. */
            cost?: string | null;
            /** @description Whether a provider counted no tokens, so that they were estimated. */
            costIsEstimated?: boolean;
            /** @description Error code of the answer. */
            errorCode?: string;
            /** @description The public part of the key, 12 characters. */
            keyId?: string;
            /** @description How long it took, in milliseconds. */
            latencyMs?: number;
            /** @description Its log lines. */
            lines: {
                [key: string]: unknown;
            }[];
            /** @description HTTP method. */
            method?: string;
            /** @description Id of a model of the catalogue. */
            model?: string;
            /** @description Tokens sent to models. */
            promptTokens?: number;
            /** @description Id of the request. */
            requestId: string;
            /** @description Path of the route, as a template. */
            route?: string;
            /** @description Its spans. */
            spans: {
                /** @description How long it took, in milliseconds. */
                durationMs: number;
                /** @description Whether it failed. */
                isError: boolean;
                /** @description For people. */
                name: string;
                /** @description Id of the span that called it. */
                parentSpanId?: string;
                /** @description Id of the span. */
                spanId: string;
                /**
                 * Format: date-time
                 * @description When it began.
                 */
                startedAt: string;
                /** @description The Worker that ran it. */
                worker: string;
            }[];
            /** @description Where it is in its life. */
            status?: number;
            /** @description Id of the tenant. */
            tenantId?: string;
            /** @description Id of the trace that it belongs to. */
            traceId?: string;
        };
        /** RetriedDocuments */
        RetriedDocuments: {
            /** @description How many are read again. */
            retried: number;
        };
        /**
         * RevokedKey
         * @description Since `enforcedAt` no request with the key is accepted.
         */
        RevokedKey: {
            /**
             * Format: date-time
             * @description Since when no request is decided by the old state.
             */
            enforcedAt?: string;
            /** @description Its id. */
            id: string;
            /**
             * @description `pending`: recorded, but not enforced everywhere yet. It is tried again until it is.
             * @constant
             */
            propagation?: "pending";
            /**
             * @description Where it is in its life.
             * @constant
             */
            status: "revoked";
        };
        /**
         * RotateKey
         * @description For how many seconds the old secret stays good; 0: not at all.
         */
        RotateKey: {
            /**
             * @description How long the old secret stays good, up to 30 days. 0: it ends at once.
             * @default 0
             */
            graceSeconds?: number;
            /** @description Why; recorded in the audit log. */
            reason?: string;
        };
        /**
         * SessionKey
         * @description A key of the tenant for ten minutes.
         */
        SessionKey: {
            /** @description Where the API of tenants answers; left out where it is this origin. */
            apiOrigin?: string;
            /**
             * Format: date-time
             * @description Since when no request is decided by the old state.
             */
            enforcedAt?: string;
            /**
             * Format: date-time
             * @description When it ends. Left out: never.
             */
            expiresAt: string;
            /** @description The key: the secret itself where it is new, shown once; else its id or figures. */
            key?: string;
            /** @description The public part of the key, 12 characters. */
            keyId: string;
            /**
             * @description `pending`: recorded, but not enforced everywhere yet. It is tried again until it is.
             * @constant
             */
            propagation?: "pending";
        };
        /** SignInLink */
        SignInLink: {
            /**
             * Format: date-time
             * @description When it ends. Left out: never.
             */
            expiresAt: string;
            /** @description Where events are sent, or where the link leads. */
            url?: string;
        };
        /**
         * Tenant
         * @description A tenant: its own document and what the Registry adds.
         */
        Tenant: {
            /**
             * @description When crossing a budget is reported.
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
                 * @description Shares of a budget, from 0 to 1.
                 * @default [
                 *       0.5,
                 *       0.8,
                 *       1
                 *     ]
                 */
                thresholds?: number[];
            };
            /** @description Budgets of tokens and money. */
            budget?: {
                /** @description US dollars in a day (UTC), as a decimal string. */
                spendPerDay?: string;
                /** @description The same in a month (UTC). */
                spendPerMonth?: string;
                /** @description Tokens of prompts and answers in a day (UTC). */
                tokensPerDay?: number;
                /** @description The same in a month (UTC). */
                tokensPerMonth?: number;
            };
            /** @description Models and answers. */
            chat?: {
                /**
                 * @description Besides `model`, what a request may name.
                 * @default []
                 */
                allowedModels?: string[];
                /**
                 * @description Tried in order when the model fails before its first token.
                 * @default []
                 */
                fallbackModels?: string[];
                /**
                 * @description Most tokens of an answer, whatever a request asks for.
                 * @default 1024
                 */
                maxOutputTokens?: number;
                /** @description Id of a model of the catalogue. */
                model: string;
                /** @description Before every conversation. */
                systemPrompt?: string;
                /**
                 * @description How long a model may take, in milliseconds.
                 * @default {
                 *       "firstTokenMs": 15000,
                 *       "idleMs": 15000,
                 *       "totalMs": 120000
                 *     }
                 */
                timeouts?: {
                    /** @description Until the first token; then the next model is tried. */
                    firstTokenMs: number;
                    /** @description Between two tokens. */
                    idleMs: number;
                    /** @description For a whole answer. */
                    totalMs: number;
                };
            };
            /**
             * @description Which pages of a browser may read answers.
             * @default {
             *       "origins": []
             *     }
             */
            cors?: {
                /**
                 * @description Origins: scheme, host and port.
                 * @default []
                 */
                origins?: string[];
            };
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            /** @description Only in the local environment. */
            demo?: boolean;
            /**
             * Format: date-time
             * @description Since when the tenant differs from its file.
             */
            driftedSince?: string;
            /** @description The limits that apply, with those of the plan. */
            effective?: {
                [key: string]: unknown;
            };
            /**
             * @description Values of feature flags that differ from their defaults.
             * @default {}
             */
            flags?: components["schemas"]["FlagOverrides"];
            /**
             * @description Hostnames that belong to the tenant.
             * @default []
             */
            hostnames?: string[];
            /** @description Its id. */
            id: string;
            /**
             * @description Where everything of the tenant must be stored.
             * @enum {string}
             */
            jurisdiction?: "eu" | "us" | "fedramp";
            /**
             * @description `file`: by `tenant.config.json`. `api`: by this API.
             * @enum {string}
             */
            managedBy: "file" | "api";
            /** @description For people. */
            name: string;
            /** @description The plan whose limits these fields override. */
            plan?: string;
            /**
             * @description Documents and search.
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
                /**
                 * @description Size of a passage.
                 * @default 250
                 */
                chunkTokens?: number;
                /**
                 * @description Whether it is in use.
                 * @default true
                 */
                enabled?: boolean;
                /**
                 * @description Of all together.
                 * @default 10737418240
                 */
                maxBytes?: number;
                /**
                 * @description Number of documents.
                 * @default 10000
                 */
                maxDocuments?: number;
                /**
                 * @description What neighbouring passages share.
                 * @default 30
                 */
                overlapTokens?: number;
                /**
                 * @description Whether searches and answers are reranked unless a request says otherwise.
                 * @default false
                 */
                rerank?: boolean;
                /** @description Whether a question that leans on its conversation is rewritten for search. */
                rewrite?: boolean;
                /**
                 * @description Passages of a search that does not ask for a number.
                 * @default 8
                 */
                topK?: number;
            };
            /** @description Limits of requests. */
            rateLimit?: {
                /** @description How many requests may come at once. */
                burst?: number;
                /** @description A second limit for each key alone. */
                perKey?: {
                    /** @description How many requests may come at once. */
                    burst: number;
                    /** @description Sustained rate of requests. */
                    requestsPerMinute: number;
                };
                /** @description Sustained rate of requests. */
                requestsPerMinute?: number;
                /**
                 * @description Over how many objects the request limit of a hot tenant is spread.
                 * @default 1
                 */
                shards?: number;
            };
            /**
             * @description How long conversations are kept.
             * @default {
             *       "maxMessages": 1000,
             *       "retentionDays": 30,
             *       "archive": false,
             *       "maxBytes": 1073741824
             *     }
             */
            sessions?: {
                /**
                 * @description Write what retention deletes to R2 first.
                 * @default false
                 */
                archive?: boolean;
                /**
                 * @description Of all together.
                 * @default 1073741824
                 */
                maxBytes?: number;
                /**
                 * @description Of a session; older ones are deleted.
                 * @default 1000
                 */
                maxMessages?: number;
                /**
                 * @description Of a message.
                 * @default 30
                 */
                retentionDays?: number;
            };
            /**
             * @description Where it is in its life.
             * @enum {string}
             */
            status: "active" | "suspended";
            /**
             * @description `production`: its objects are kept warm.
             * @enum {string}
             */
            tier?: "production" | "standard";
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updatedAt: string;
            /** @description Ascends by one with each change; the ETag. */
            version: number;
        };
        /**
         * TenantBudgets
         * @description Where each budget of a tenant stands.
         */
        TenantBudgets: {
            /**
             * Format: date-time
             * @description Until when figures are complete.
             */
            asOf: string;
            /** @description Budgets and what is left of them. */
            budgets: {
                /**
                 * @description Budgets of tokens and money.
                 * @enum {string}
                 */
                budget: "tokensPerDay" | "tokensPerMonth" | "spendPerDay" | "spendPerMonth";
                /** @description What may be used. */
                limit: number | string;
                /** @description What running requests may still use. */
                reserved: number | string;
                /**
                 * Format: date-time
                 * @description When it begins anew.
                 */
                resetsAt: string;
                /** @description Used and reserved over the limit, from 0. */
                share: number;
                /** @description Shares of a budget, from 0 to 1. */
                thresholds: {
                    /** @description The highest threshold that was crossed. */
                    crossed: boolean;
                    /** @description The share that was crossed. */
                    threshold: number;
                }[];
                /** @description What was used. */
                used: number | string;
            }[];
            /** @description For people. */
            name: string;
            /** @description Id of the tenant. */
            tenantId: string;
        };
        /**
         * TenantDraft
         * @description A `tenant.config.json`; what the plan has may be left out.
         */
        TenantDraft: {
            /**
             * @description When crossing a budget is reported.
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
                 * @description Shares of a budget, from 0 to 1.
                 * @default [
                 *       0.5,
                 *       0.8,
                 *       1
                 *     ]
                 */
                thresholds?: number[];
            };
            /**
             * @description Keys of a file, as digests.
             * @default []
             */
            apiKeys?: {
                /** @description The only addresses and ranges that may use it. */
                allowedIps?: string[];
                /**
                 * Format: date-time
                 * @description When it ends. Left out: never.
                 */
                expiresAt?: string;
                /** @description Its id. */
                id: string;
                /** @description What it may use at most. */
                limits?: components["schemas"]["KeyLimits"];
                /** @description Models, or figures by model. */
                models?: string[];
                /**
                 * Format: date-time
                 * @description When it begins. Left out: at once.
                 */
                notBefore?: string;
                /** @description What the key may do. */
                scopes: ("chat" | "search" | "documents:read" | "documents:write" | "usage:read" | "keys:write")[];
                /** @description SHA-256 of the whole key, hex. */
                sha256: string;
            }[];
            /** @description Budgets of tokens and money. */
            budget?: {
                /** @description US dollars in a day (UTC), as a decimal string. */
                spendPerDay?: string;
                /** @description The same in a month (UTC). */
                spendPerMonth?: string;
                /** @description Tokens of prompts and answers in a day (UTC). */
                tokensPerDay?: number;
                /** @description The same in a month (UTC). */
                tokensPerMonth?: number;
            };
            /** @description Models and answers. */
            chat?: {
                /**
                 * @description Besides `model`, what a request may name.
                 * @default []
                 */
                allowedModels?: string[];
                /**
                 * @description Tried in order when the model fails before its first token.
                 * @default []
                 */
                fallbackModels?: string[];
                /**
                 * @description Most tokens of an answer, whatever a request asks for.
                 * @default 1024
                 */
                maxOutputTokens?: number;
                /** @description Id of a model of the catalogue. */
                model: string;
                /** @description Before every conversation. */
                systemPrompt?: string;
                /**
                 * @description How long a model may take, in milliseconds.
                 * @default {
                 *       "firstTokenMs": 15000,
                 *       "idleMs": 15000,
                 *       "totalMs": 120000
                 *     }
                 */
                timeouts?: {
                    /** @description Until the first token; then the next model is tried. */
                    firstTokenMs: number;
                    /** @description Between two tokens. */
                    idleMs: number;
                    /** @description For a whole answer. */
                    totalMs: number;
                };
            };
            /**
             * @description Which pages of a browser may read answers.
             * @default {
             *       "origins": []
             *     }
             */
            cors?: {
                /**
                 * @description Origins: scheme, host and port.
                 * @default []
                 */
                origins?: string[];
            };
            /** @description Only in the local environment. */
            demo?: boolean;
            /**
             * @description Values of feature flags that differ from their defaults.
             * @default {}
             */
            flags?: components["schemas"]["FlagOverrides"];
            /**
             * @description Hostnames that belong to the tenant.
             * @default []
             */
            hostnames?: string[];
            /** @description Its id. */
            id: string;
            /**
             * @description Where everything of the tenant must be stored.
             * @enum {string}
             */
            jurisdiction?: "eu" | "us" | "fedramp";
            /** @description For people. */
            name?: string;
            /** @description The plan whose limits these fields override. */
            plan?: string;
            /**
             * @description Documents and search.
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
                /**
                 * @description Size of a passage.
                 * @default 250
                 */
                chunkTokens?: number;
                /**
                 * @description Whether it is in use.
                 * @default true
                 */
                enabled?: boolean;
                /**
                 * @description Of all together.
                 * @default 10737418240
                 */
                maxBytes?: number;
                /**
                 * @description Number of documents.
                 * @default 10000
                 */
                maxDocuments?: number;
                /**
                 * @description What neighbouring passages share.
                 * @default 30
                 */
                overlapTokens?: number;
                /**
                 * @description Whether searches and answers are reranked unless a request says otherwise.
                 * @default false
                 */
                rerank?: boolean;
                /** @description Whether a question that leans on its conversation is rewritten for search. */
                rewrite?: boolean;
                /**
                 * @description Passages of a search that does not ask for a number.
                 * @default 8
                 */
                topK?: number;
            };
            /** @description Limits of requests. */
            rateLimit?: {
                /** @description How many requests may come at once. */
                burst?: number;
                /** @description A second limit for each key alone. */
                perKey?: {
                    /** @description How many requests may come at once. */
                    burst: number;
                    /** @description Sustained rate of requests. */
                    requestsPerMinute: number;
                };
                /** @description Sustained rate of requests. */
                requestsPerMinute?: number;
                /**
                 * @description Over how many objects the request limit of a hot tenant is spread.
                 * @default 1
                 */
                shards?: number;
            };
            /**
             * @description How long conversations are kept.
             * @default {
             *       "maxMessages": 1000,
             *       "retentionDays": 30,
             *       "archive": false,
             *       "maxBytes": 1073741824
             *     }
             */
            sessions?: {
                /**
                 * @description Write what retention deletes to R2 first.
                 * @default false
                 */
                archive?: boolean;
                /**
                 * @description Of all together.
                 * @default 1073741824
                 */
                maxBytes?: number;
                /**
                 * @description Of a session; older ones are deleted.
                 * @default 1000
                 */
                maxMessages?: number;
                /**
                 * @description Of a message.
                 * @default 30
                 */
                retentionDays?: number;
            };
            /**
             * @description Where it is in its life.
             * @enum {string}
             */
            status?: "active" | "suspended";
            /**
             * @description `production`: its objects are kept warm.
             * @enum {string}
             */
            tier?: "production" | "standard";
        };
        /** TenantEmbedding */
        TenantEmbedding: {
            /** @description How far a change of the model is; null if there is none. */
            move: {
                /** @description How many documents. */
                documents: number;
                /** @description Documents that are embedded anew. */
                moved: number;
                /** @description The last day, or the model that documents move to. */
                to: {
                    /** @description Width of a vector. */
                    dimensions: number;
                    /** @description Id of a model of the catalogue. */
                    model: string;
                };
            } | null;
            /** @description The model and width that the vectors were made with. */
            stamp: {
                /** @description Width of a vector. */
                dimensions: number;
                /** @description Id of a model of the catalogue. */
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
            /** @description What was used, newest day first. */
            readonly days: {
                /** @description Of the prompt tokens, those read from the provider's cache. */
                cachedPromptTokens: number;
                /** @description Of the prompt tokens, those written to that cache. */
                cacheWriteTokens: number;
                /** @description Tokens of answers, thoughts included. */
                completionTokens: number;
                /** @description US dollars as a decimal string; null if the price of a part of it is unknown. */
                cost: string | null;
                /** @description The day in UTC, `YYYY-MM-DD`. */
                date: string;
                /** @description Of the total, those that no provider has reported and Bulkhead has counted itself, as for embeddings. */
                estimatedTokens: number;
                /** @description Figures by key, or how many there are. */
                readonly keys: {
                    /** @description Of the prompt tokens, those read from the provider's cache. */
                    cachedPromptTokens: number;
                    /** @description Of the prompt tokens, those written to that cache. */
                    cacheWriteTokens: number;
                    /** @description Tokens of answers, thoughts included. */
                    completionTokens: number;
                    /** @description US dollars as a decimal string; null if the price of a part of it is unknown. */
                    cost: string | null;
                    /** @description Of the total, those that no provider has reported and Bulkhead has counted itself, as for embeddings. */
                    estimatedTokens: number;
                    /** @description The public part of the key, 12 characters. */
                    keyId: string;
                    /** @description Tokens sent to models. */
                    promptTokens: number;
                    /** @description Of the completion tokens, those spent on thoughts. */
                    reasoningTokens: number;
                    /** @description Requests. */
                    requests: number;
                    /** @description The sum of both. */
                    totalTokens: number;
                }[];
                /** @description Models, or figures by model. */
                readonly models: {
                    /** @description Of the prompt tokens, those read from the provider's cache. */
                    cachedPromptTokens: number;
                    /** @description Of the prompt tokens, those written to that cache. */
                    cacheWriteTokens: number;
                    /** @description Tokens of answers, thoughts included. */
                    completionTokens: number;
                    /** @description US dollars as a decimal string; null if the price of a part of it is unknown. */
                    cost: string | null;
                    /** @description Of the total, those that no provider has reported and Bulkhead has counted itself, as for embeddings. */
                    estimatedTokens: number;
                    /** @description Id of a model of the catalogue. */
                    model: string;
                    /** @description Tokens sent to models. */
                    promptTokens: number;
                    /** @description Of the completion tokens, those spent on thoughts. */
                    reasoningTokens: number;
                    /** @description Requests. */
                    requests: number;
                    /** @description The sum of both. */
                    totalTokens: number;
                }[];
                /** @description Tokens sent to models. */
                promptTokens: number;
                /** @description Of the completion tokens, those spent on thoughts. */
                reasoningTokens: number;
                /** @description Requests. */
                requests: number;
                /** @description The sum of both. */
                totalTokens: number;
            }[];
            /** @description The key: the secret itself where it is new, shown once; else its id or figures. */
            key?: {
                /** @description Its id. */
                id: string;
                /** @description What it may use at most. */
                limits: {
                    /** @description US dollars in a day (UTC), as a decimal string. */
                    spendPerDay?: {
                        /** @description What may be used. */
                        limit: string;
                        /** @description What is left. */
                        remaining: string;
                        /** @description What running requests may still use. */
                        reserved: string;
                        /**
                         * Format: date-time
                         * @description When it begins anew.
                         */
                        resetsAt: string;
                        /** @description What was used. */
                        used: string;
                    };
                    /** @description The same in a month (UTC). */
                    spendPerMonth?: {
                        /** @description What may be used. */
                        limit: string;
                        /** @description What is left. */
                        remaining: string;
                        /** @description What running requests may still use. */
                        reserved: string;
                        /**
                         * Format: date-time
                         * @description When it begins anew.
                         */
                        resetsAt: string;
                        /** @description What was used. */
                        used: string;
                    };
                    /** @description Tokens of prompts and answers in a day (UTC). */
                    tokensPerDay?: {
                        /** @description What may be used. */
                        limit: number;
                        /** @description What is left. */
                        remaining: number;
                        /** @description What running requests may still use. */
                        reserved: number;
                        /**
                         * Format: date-time
                         * @description When it begins anew.
                         */
                        resetsAt: string;
                        /** @description What was used. */
                        used: number;
                    };
                    /** @description The same in a month (UTC). */
                    tokensPerMonth?: {
                        /** @description What may be used. */
                        limit: number;
                        /** @description What is left. */
                        remaining: number;
                        /** @description What running requests may still use. */
                        reserved: number;
                        /**
                         * Format: date-time
                         * @description When it begins anew.
                         */
                        resetsAt: string;
                        /** @description What was used. */
                        used: number;
                    };
                };
            };
            /** @description What it may use at most. */
            limits: {
                /** @description Bytes of all originals. */
                documentBytes?: {
                    /** @description What may be used. */
                    limit: number;
                    /** @description What is left. */
                    remaining: number;
                    /** @description What was used. */
                    used: number;
                };
                /** @description How many documents. */
                documents?: {
                    /** @description What may be used. */
                    limit: number;
                    /** @description What is left. */
                    remaining: number;
                    /** @description What was used. */
                    used: number;
                };
                /** @description Requests. */
                requests: {
                    /** @description How many requests may come at once. */
                    burst: number;
                    /** @description What may be used. */
                    limit: number;
                    /** @description What is left. */
                    remaining: number;
                    /**
                     * Format: date-time
                     * @description When it begins anew.
                     */
                    resetsAt: string;
                };
                /** @description Bytes of all sessions. */
                sessionBytes?: {
                    /** @description What may be used. */
                    limit: number;
                    /** @description What is left. */
                    remaining: number;
                    /** @description What was used. */
                    used: number;
                };
                /** @description US dollars in a day (UTC), as a decimal string. */
                spendPerDay?: {
                    /** @description What may be used. */
                    limit: string;
                    /** @description What is left. */
                    remaining: string;
                    /** @description What running requests may still use. */
                    reserved: string;
                    /**
                     * Format: date-time
                     * @description When it begins anew.
                     */
                    resetsAt: string;
                    /** @description What was used. */
                    used: string;
                };
                /** @description The same in a month (UTC). */
                spendPerMonth?: {
                    /** @description What may be used. */
                    limit: string;
                    /** @description What is left. */
                    remaining: string;
                    /** @description What running requests may still use. */
                    reserved: string;
                    /**
                     * Format: date-time
                     * @description When it begins anew.
                     */
                    resetsAt: string;
                    /** @description What was used. */
                    used: string;
                };
                /** @description Tokens of prompts and answers in a day (UTC). */
                tokensPerDay?: {
                    /** @description What may be used. */
                    limit: number;
                    /** @description What is left. */
                    remaining: number;
                    /** @description What running requests may still use. */
                    reserved: number;
                    /**
                     * Format: date-time
                     * @description When it begins anew.
                     */
                    resetsAt: string;
                    /** @description What was used. */
                    used: number;
                };
                /** @description The same in a month (UTC). */
                tokensPerMonth?: {
                    /** @description What may be used. */
                    limit: number;
                    /** @description What is left. */
                    remaining: number;
                    /** @description What running requests may still use. */
                    reserved: number;
                    /**
                     * Format: date-time
                     * @description When it begins anew.
                     */
                    resetsAt: string;
                    /** @description What was used. */
                    used: number;
                };
            };
        };
        /**
         * Traffic
         * @description Requests step by step, as far as they are kept.
         */
        Traffic: {
            /** @description One a step, oldest first, those without a request too. */
            buckets: {
                /**
                 * Format: date-time
                 * @description When figures were taken.
                 */
                at: string;
                /** @description How many failed. */
                failed: number;
                /** @description Requests of any tenant and route that were not kept, for the second was too full. */
                leftOut: number;
                /** @description Half of them took no longer, in milliseconds. */
                p50Ms: number | null;
                /** @description 95 % of them took no longer, in milliseconds. */
                p95Ms: number | null;
                /** @description How many were answered with 4xx. */
                refused: number;
                /** @description Requests. */
                requests: number;
            }[];
            /**
             * Format: date-time
             * @description The first day.
             */
            from: string;
            /**
             * Format: date-time
             * @description Older requests are not kept any more.
             */
            keptSince: string;
            /** @description How long a step is. */
            stepSeconds: number;
            /**
             * Format: date-time
             * @description The last day, or the model that documents move to.
             */
            to: string;
        };
        /**
         * UsageExport
         * @description What was used in whole UTC days, both included.
         */
        UsageExport: {
            /** @description The items of this page. */
            data: components["schemas"]["UsageLine"][];
            /**
             * Format: date
             * @description The first day.
             */
            from: string;
            /** @description What lines are grouped by. */
            groupBy: ("day" | "tenant" | "model" | "key")[];
            /** @description The tenants. */
            tenants?: {
                /** @description How many tenants were asked. */
                asked: number;
                /** @description How many tenants have used anything since `from`. */
                known: number;
            };
            /**
             * Format: date
             * @description The last day, or the model that documents move to.
             */
            to: string;
        };
        /**
         * UsageLine
         * @description One line of the export; what it is not grouped by is left out.
         */
        UsageLine: {
            /** @description Of the prompt tokens, those read from the provider's cache. */
            cachedPromptTokens: number;
            /** @description Of the prompt tokens, those written to that cache. */
            cacheWriteTokens: number;
            /** @description Tokens of answers, thoughts included. */
            completionTokens: number;
            /** @description US dollars as a decimal string; null if the price of a part of it is unknown. */
            cost: string | null;
            /** @description The day in UTC, `YYYY-MM-DD`. */
            date?: string;
            /** @description Of the total, those that no provider has reported and Bulkhead has counted itself, as for embeddings. */
            estimatedTokens: number;
            /** @description The public part of the key, 12 characters. */
            keyId?: string;
            /** @description Id of a model of the catalogue. */
            model?: string;
            /** @description Tokens sent to models. */
            promptTokens: number;
            /** @description Of the completion tokens, those spent on thoughts. */
            reasoningTokens: number;
            /** @description Requests. */
            requests: number;
            /** @description Id of the tenant. */
            tenantId?: string;
            /** @description The sum of both. */
            totalTokens: number;
        };
        /**
         * Webhook
         * @description A receiver of events, without its secret.
         */
        Webhook: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            /** @description For people. */
            description?: string;
            /** @description Which events, or how many. */
            events: ("budget.threshold" | "budget.exhausted" | "key.created" | "key.expiring" | "key.revoked" | "tenant.suspended" | "document.failed" | "alert.firing")[];
            /** @description Its id. */
            id: string;
            /**
             * Format: date-time
             * @description Until when the secret before the last rotation is good.
             */
            previousExpiresAt?: string;
            /**
             * @description Where it is in its life.
             * @enum {string}
             */
            status: "enabled" | "disabled";
            /** @description Id of the tenant. */
            tenantId?: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updatedAt: string;
            /** @description Where events are sent, or where the link leads. */
            url: string;
            /** @description Ascends by one with each change; the ETag. */
            version: number;
        };
        /**
         * WebhookWithSecret
         * @description `secret` is shown once.
         */
        WebhookWithSecret: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            /** @description For people. */
            description?: string;
            /** @description Which events, or how many. */
            events: ("budget.threshold" | "budget.exhausted" | "key.created" | "key.expiring" | "key.revoked" | "tenant.suspended" | "document.failed" | "alert.firing")[];
            /** @description Its id. */
            id: string;
            /**
             * Format: date-time
             * @description Until when the secret before the last rotation is good.
             */
            previousExpiresAt?: string;
            /** @description What signatures are verified with. It is shown once. */
            secret?: string;
            /**
             * @description Where it is in its life.
             * @enum {string}
             */
            status: "enabled" | "disabled";
            /** @description Id of the tenant. */
            tenantId?: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updatedAt: string;
            /** @description Where events are sent, or where the link leads. */
            url: string;
            /** @description Ascends by one with each change; the ETag. */
            version: number;
        };
        /**
         * WhoAmI
         * @description An operator, or a tenant's person in the portal.
         */
        WhoAmI: {
            /** @description Where the API of tenants answers; left out where it is this origin. */
            apiOrigin?: string;
            /** @description Of the deployment, such as `production`. */
            environment: string;
            /**
             * Format: date-time
             * @description When it ends. Left out: never.
             */
            expiresAt?: string;
            /** @description Its id. */
            id: string;
            /**
             * @description What kind it is.
             * @constant
             */
            kind: "operator";
            /** @description For people. */
            name: string;
            /**
             * @description What the operator may do: `owner`, `operator`, `billing` or `viewer`.
             * @enum {string}
             */
            role: "owner" | "operator" | "billing" | "viewer";
            /**
             * @description What kind it is.
             * @enum {string}
             */
            type: "bootstrap" | "operator";
        } | {
            /** @description Where the API of tenants answers; left out where it is this origin. */
            apiOrigin?: string;
            /** @description Of the deployment, such as `production`. */
            environment: string;
            /**
             * Format: date-time
             * @description When it ends. Left out: never.
             */
            expiresAt?: string;
            /**
             * @description What kind it is.
             * @constant
             */
            kind: "portal";
            /** @description Where the portal leads back to. */
            returnUrl?: string;
            /** @description What the key may do. */
            scopes: ("chat" | "search" | "documents:read" | "documents:write" | "usage:read" | "keys:write" | "keys:read")[];
            /** @description Who of the tenant it is for. */
            subject: string;
            /** @description Id of the tenant. */
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
                        /** @description The items of this page. */
                        data: components["schemas"]["Alert"][];
                        /** @description Send it as `cursor` for the next page; null at the end. */
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
                        /** @description The items of this page. */
                        data: components["schemas"]["AuditEvent"][];
                        /** @description Send it as `cursor` for the next page; null at the end. */
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
                        /** @description The items of this page. */
                        data: components["schemas"]["BudgetNotice"][];
                        /** @description Send it as `cursor` for the next page; null at the end. */
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
                        /** @description The items of this page. */
                        data: components["schemas"]["TenantBudgets"][];
                        /** @description Send it as `cursor` for the next page; null at the end. */
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
                        /** @description The items of this page. */
                        data: components["schemas"]["Operator"][];
                        /** @description Send it as `cursor` for the next page; null at the end. */
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
                        /** @description The items of this page. */
                        data: components["schemas"]["Plan"][];
                        /** @description Send it as `cursor` for the next page; null at the end. */
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
    getSession: {
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
                    "application/json": components["schemas"]["CurrentSession"];
                };
            };
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
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
    getGrantRequest: {
        parameters: {
            query?: {
                request?: string;
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
                    "application/json": components["schemas"]["GrantRequest"];
                };
            };
            400: components["responses"]["invalid_request"];
            401: components["responses"]["api_key_invalid.api_key_expired"];
            403: components["responses"]["scope_insufficient"];
            429: components["responses"]["rate_limited"];
            500: components["responses"]["internal"];
            503: components["responses"]["storage_unavailable.service_unavailable"];
        };
    };
    decideGrant: {
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
                "application/json": components["schemas"]["DecideGrant"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecidedGrant"];
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
            503: components["responses"]["storage_unavailable.service_unavailable"];
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
                        /** @description The items of this page. */
                        data: components["schemas"]["ListedTenant"][];
                        /** @description Send it as `cursor` for the next page; null at the end. */
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
                        /** @description The items of this page. */
                        data: components["schemas"]["DeadLetter"][];
                        /** @description Send it as `cursor` for the next page; null at the end. */
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
                        /** @description The items of this page. */
                        data: components["schemas"]["Document"][];
                        /** @description Send it as `cursor` for the next page; null at the end. */
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
                        /** @description The items of this page. */
                        data: components["schemas"]["ListedKey"][];
                        /** @description Send it as `cursor` for the next page; null at the end. */
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
    getTraffic: {
        parameters: {
            query?: {
                route?: string;
                step?: "1h" | "5m";
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
                    "application/json": components["schemas"]["Traffic"];
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
    exportUsage: {
        parameters: {
            query?: {
                format?: "json" | "ndjson" | "csv" | "focus";
                from?: string;
                groupBy?: string;
                tenant?: string;
                to?: string;
                top?: number;
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
                        /** @description The items of this page. */
                        data: components["schemas"]["Webhook"][];
                        /** @description Send it as `cursor` for the next page; null at the end. */
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
                        /** @description The items of this page. */
                        data: components["schemas"]["Delivery"][];
                        /** @description Send it as `cursor` for the next page; null at the end. */
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
