import { MATRIX, unit, workerd, type Leak } from './leak.ts'

const WITH_TENANT = 'apps/gateway/src/identity/resolve-tenant.ts'

/** What only the operator may, and what erasing a tenant means. */
export const OPERATOR_LEAKS: readonly Leak[] = [
  {
    name: 'admin routes open',
    removes: 'the admin token',
    patches: [
      {
        file: 'apps/gateway/src/route.ts',
        find: '      await requireAdmin(exchange)\n',
        replace: '',
      },
    ],
    caughtBy: MATRIX.OPERATOR,
  },
  {
    name: 'admin token not set',
    removes: 'the rule that without a configured token the admin routes are closed',
    patches: [
      {
        file: WITH_TENANT,
        find: 'if (expected === undefined || token === undefined) return false',
        replace: 'if (token === undefined) return false\n  if (expected === undefined) return true',
      },
    ],
    caughtBy: unit('apps/gateway/src/identity/resolve-tenant.test.ts'),
  },
  {
    name: 'local keys anywhere',
    removes: 'the check that development keys are good only where ENVIRONMENT is local',
    patches: [
      {
        file: 'apps/gateway/src/tenants/local-access.ts',
        find: "env.ENVIRONMENT === 'local' ? (env.LOCAL_KEYS ?? '{}') : '{}'",
        replace: "env.LOCAL_KEYS ?? '{}'",
      },
    ],
    caughtBy: unit('apps/gateway/src/tenants/local-access.test.ts'),
  },
  {
    name: 'erasure without conversations',
    removes: 'the conversations from an erasure',
    patches: [
      {
        file: 'apps/gateway/src/routes/admin/tenants.ts',
        find: "await ask(call, 'chat', () => env.CHAT.erase(call.ctx))",
        replace: '{ sessions: 1, messages: 0 }',
      },
    ],
    caughtBy: MATRIX.ERASURE,
  },
  {
    name: 'erasure without originals',
    removes: 'the originals that no row knows of from an erasure',
    patches: [
      {
        file: 'apps/rag/src/documents.ts',
        find: 'await scope.env.DOCUMENTS.delete(listed.objects.map(({ key }) => key))\n      listed =',
        replace: 'break\n      listed =',
      },
    ],
    caughtBy: workerd('rag', 'upload/documents.workerd.test.ts', 'erases everything of one tenant'),
  },
  {
    name: 'erasure without kept results',
    removes: 'the results kept under Idempotency-Keys from an erasure',
    patches: [
      {
        file: 'apps/chat/src/erase.ts',
        find: 'completions.map((name) => callObject(run, () => completionNamed(env, name).destroy(ctx)))',
        replace:
          'completions.slice(0, 0).map((name) => callObject(run, () => completionNamed(env, name).destroy(ctx)))',
      },
    ],
    caughtBy: MATRIX.ERASURE,
  },
  {
    name: 'erasure of everybody',
    removes: 'the tenant from the place where originals lie, so that erasing one erases all',
    patches: [
      {
        file: 'apps/rag/src/names.ts',
        find: 'return `t/${tenantId}/documents/`',
        replace: 'return `t/all-of-${tenantId.length > 0}/documents/`',
      },
    ],
    caughtBy: MATRIX.ERASURE,
  },
]
