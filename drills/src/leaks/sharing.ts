import { journey, MATRIX, unit, type Leak } from './leak.ts'

const DIRECTORY = 'apps/chat/src/directory/session-directory.ts'

/** What is kept for all requests of an isolate, and what must be told apart in it. */
export const SHARING_LEAKS: readonly Leak[] = [
  {
    name: 'results under anybody’s Idempotency-Key',
    removes: 'the tenant from the name under which a result is kept',
    patches: [
      {
        file: 'apps/chat/src/objects.ts',
        find: 'return `${tenantId}/${keyHash}`',
        replace: 'return tenantId.slice(0, 0) + keyHash',
      },
    ],
    caughtBy: MATRIX.FOREIGN,
  },
  {
    name: 'cached searches',
    removes: 'the tenant from the key of a cache of searches',
    patches: [
      {
        file: 'apps/rag/src/rag.ts',
        find: '(scope) => search(scope, ctx, tenant, request))',
        replace: '(scope) => cached(JSON.stringify(request), () => search(scope, ctx, tenant, request)))',
      },
      {
        file: 'apps/rag/src/rag.ts',
        find: 'const settlements = new Settlements()',
        replace: `const settlements = new Settlements()

const cache = new Map<string, unknown>()
async function cached<T>(key: string, make: () => Promise<T>): Promise<T> {
  const made = (cache.get(key) as T | undefined) ?? (await make())
  cache.set(key, made)
  return made
}`,
      },
    ],
    caughtBy: MATRIX.OWN,
  },
  {
    name: 'cached system prompt',
    removes: 'the tenant from what is kept of a config: the first one’s system prompt serves all',
    patches: [
      {
        file: 'apps/chat/src/completions/completion-call.ts',
        find: 'const { systemPrompt, maxOutputTokens, timeouts } = tenant.chat',
        replace:
          'const { maxOutputTokens, timeouts } = tenant.chat\n  const systemPrompt = (kept ??= tenant.chat.systemPrompt)',
      },
      {
        file: 'apps/chat/src/completions/completion-call.ts',
        find: '/** What goes to the model as it came',
        replace: 'let kept: string | undefined\n\n/** What goes to the model as it came',
      },
    ],
    caughtBy: MATRIX.PROMPTS,
  },
  {
    name: 'cached directory of documents',
    removes: 'the tenant from the key of a cache of documents',
    patches: [
      {
        file: 'apps/rag/src/documents.ts',
        find: 'return corpusOf(scope, ctx.tenantId, (corpus) => corpus.get(callerOf(ctx), documentId))',
        replace: `const known = seen.get(documentId)
  if (known !== undefined) return known
  const found = corpusOf(scope, ctx.tenantId, (corpus) => corpus.get(callerOf(ctx), documentId))
  seen.set(documentId, found.then((document) => document))
  found.catch(() => seen.delete(documentId))
  return found`,
      },
      {
        file: 'apps/rag/src/documents.ts',
        find: '/** Newest first. */',
        replace: 'const seen = new Map<string, Promise<Document>>()\n\n/** Newest first. */',
      },
    ],
    caughtBy: MATRIX.FOREIGN,
  },
  {
    name: 'refusals remembered for all',
    removes: 'the tenant from the key of the refusal memory: one tenant’s flood refuses everybody',
    patches: [
      {
        file: 'apps/gateway/src/admission/admit.ts',
        find: 'return plan.perKey === undefined ? ctx.tenantId :',
        replace: "return plan.perKey === undefined ? 'all' :",
      },
    ],
    caughtBy: unit('apps/gateway/src/admission/admit.test.ts'),
  },
  {
    name: 'one fallback limit for all',
    removes: 'the tenant from the key of the coarse limit while admission is down',
    patches: [
      {
        file: 'apps/gateway/src/admission/admit.ts',
        find: 'ADMISSION_FALLBACK.limit({ key: ctx.tenantId })',
        replace: "ADMISSION_FALLBACK.limit({ key: ctx.tenantId.slice(0, 0) + 'all' })",
      },
    ],
    caughtBy: journey('outages.test.ts', 'the coarse limit'),
  },
  {
    name: 'settlements of all in one batch',
    removes: 'the tenant from the batch of settlements: one pays for another',
    patches: [
      {
        file: 'packages/spending/src/settlements.ts',
        find: 'const current = this.#collecting.get(tenantId)',
        replace: 'const current = [...this.#collecting.values()][0]',
      },
    ],
    caughtBy: unit('packages/spending/src/settlements.test.ts'),
  },
  {
    name: 'flags of anybody',
    removes: 'the tenant from the key of the flag cache',
    patches: [
      {
        file: 'packages/flags/src/flag-reader.ts',
        find: 'this.#tenants.get(tenantId) ?? entryOf(tenantKey(tenantId), tenantId)',
        replace: '[...this.#tenants.values()][0] ?? entryOf(tenantKey(tenantId), tenantId)',
      },
    ],
    caughtBy: unit('packages/flags/src/flag-reader.test.ts'),
  },
  {
    name: 'models of anybody',
    removes: 'the list of models that a tenant may use',
    patches: [
      {
        file: 'apps/chat/src/generation/models.ts',
        find: 'if (model !== chat.model && !chat.allowedModels.includes(model)) {',
        replace: "if (model === '') {",
      },
    ],
    caughtBy: MATRIX.FOREIGN,
  },
  {
    name: 'foreign is 403',
    removes: 'the same answer for a foreign session and for none',
    patches: [
      {
        file: DIRECTORY,
        find: "if (session === undefined) throw new BulkheadError('not_found')",
        replace:
          "if (session === undefined) throw new BulkheadError(everybodys.has(sessionId) ? 'scope_insufficient' : 'not_found')",
      },
      {
        file: DIRECTORY,
        find: "const session = this.#store.insert(createId('sess'), request, nowMs)\n",
        replace:
          "const session = this.#store.insert(createId('sess'), request, nowMs)\n      everybodys.add(session.id)\n",
      },
      {
        file: DIRECTORY,
        find: '/** One per tenant: which sessions',
        replace: 'const everybodys = new Set<string>()\n\n/** One per tenant: which sessions',
      },
    ],
    caughtBy: MATRIX.FOREIGN,
  },
]
