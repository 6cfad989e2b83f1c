import { journey, MATRIX, unit, type Leak } from './leak.ts'

/** What is told to those who need not know: in logs, headers, errors, and to providers. */
export const TELLING_LEAKS: readonly Leak[] = [
  {
    name: 'requests in the log',
    removes: 'the rule that no line holds content',
    patches: [
      {
        file: 'apps/chat/src/kept/reply.ts',
        find: '  const { idempotencyKey, tenantId, route } = run.ctx\n',
        replace:
          "  const { idempotencyKey, tenantId, route } = run.ctx\n  run.log.info('reply', { tenantId, reason: JSON.stringify(work.request) })\n",
      },
    ],
    caughtBy: MATRIX.LINES,
  },
  {
    name: 'parser messages in the log',
    removes: 'the rule that the message of a parser, which quotes its input, is left out',
    patches: [
      {
        file: 'packages/logging/src/redact.ts',
        find: 'link instanceof SyntaxError ? link.name :',
        replace: "link instanceof SyntaxError && link.message === '' ? link.name :",
      },
    ],
    caughtBy: unit('packages/logging/src/log.test.ts'),
  },
  {
    name: 'keys in the log',
    removes: 'the redaction of API keys',
    patches: [
      {
        file: 'packages/logging/src/redact.ts',
        find: "'$1_[redacted]'",
        replace: "'$&'",
      },
    ],
    caughtBy: unit('packages/logging/src/log.test.ts'),
  },
  {
    name: 'internal messages to callers',
    removes: 'the rule that what is not of the catalogue is told to nobody',
    patches: [
      {
        file: 'packages/errors/src/bulkhead-error.ts',
        find: "return new BulkheadError('internal', { cause: thrown })",
        replace: "return new BulkheadError('internal', { cause: thrown, message: String(thrown) })",
      },
    ],
    caughtBy: unit('packages/errors/src/bulkhead-error.test.ts'),
  },
  {
    name: 'answers in shared caches',
    removes: 'cache-control: private, no-store',
    patches: [
      {
        file: 'apps/gateway/src/route.ts',
        find: "exchange.responseHeaders['cache-control'] = 'private, no-store'\n  refuseTooLarge",
        replace: 'refuseTooLarge',
      },
    ],
    caughtBy: MATRIX.CACHEABLE,
  },
  {
    name: 'CORS for any origin',
    removes: 'the list of origins that a tenant allows',
    patches: [
      {
        file: 'apps/gateway/src/reply/cors.ts',
        find: 'if (origin === null || !allowed.includes(origin)) return',
        replace: 'if (origin === null || allowed.includes(`not ${origin}`)) return',
      },
    ],
    caughtBy: MATRIX.OWN,
  },
  {
    name: 'CORS for every tenant’s origin',
    removes: 'the tenant from the list of origins: any customer’s page may read any customer’s answers',
    patches: [
      {
        file: 'apps/gateway/src/route.ts',
        find: "exchange.request.headers.get('origin'), tenant.config.cors.origins)",
        replace:
          "exchange.request.headers.get('origin'), [exchange.request.headers.get('origin') ?? ''].filter((origin) => exchange.build.allowsPreflight(origin)))",
      },
    ],
    caughtBy: MATRIX.OWN,
  },
  {
    name: 'CORS cached for another origin',
    removes: 'vary: origin',
    patches: [
      { file: 'apps/gateway/src/reply/cors.ts', find: "  headers['vary'] = 'origin'\n", replace: '' },
    ],
    caughtBy: journey('envelope.test.ts', 'browsers'),
  },
  {
    name: 'gateway not told the tenant',
    removes: 'the tenant from what the AI Gateway is told, so that its limits for one tenant hold for none',
    patches: [
      {
        file: 'packages/ai/src/providers/workers-ai.ts',
        find: 'const metadata = { tenantId, requestId }',
        replace: 'const metadata = { requestId, of: tenantId.length }',
      },
    ],
    caughtBy: MATRIX.PROMPTS,
  },
  {
    name: 'line without its tenant',
    removes: 'the tenant from the lines of its requests',
    patches: [
      {
        file: 'apps/gateway/src/identity/resolve-tenant.ts',
        find: '  exchange.tenantId = tenantId\n',
        replace: "  exchange.tenantId = tenantId && 'acme'\n",
      },
    ],
    caughtBy: MATRIX.LINES,
  },
  {
    name: 'ids echoed',
    removes: 'the rule that an id that names nothing is not echoed',
    patches: [
      {
        file: 'apps/rag/src/corpus/intake.ts',
        find: "throw new BulkheadError('not_found')",
        replace: "throw new BulkheadError('not_found', { message: `${documentId} is not there.` })",
      },
    ],
    caughtBy: journey('documents.test.ts', 'a foreign document reads like'),
  },
]
