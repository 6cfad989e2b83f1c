import { journey, MATRIX, unit, type Leak } from './leak.ts'

const IDENTIFY = 'apps/gateway/src/identity/identify.ts'
const WITH_TENANT = 'apps/gateway/src/identity/resolve-tenant.ts'
const ROUTE = 'apps/gateway/src/route.ts'
const identifyTest = unit('apps/gateway/src/identity/identify.test.ts')

const NO_MISMATCH = {
  file: IDENTIFY,
  find: "if (named.some((tenant) => tenant !== record.tenant)) throw new BulkheadError('tenant_mismatch')",
  replace: '',
}

/** Who is calling, and what they may. */
export const IDENTITY_LEAKS: readonly Leak[] = [
  {
    name: 'secret not compared',
    removes: 'the comparison of the key itself: its public id is enough',
    patches: [
      { file: IDENTIFY, find: 'if (record === undefined || !matches)', replace: 'if (record === undefined)' },
    ],
    caughtBy: identifyTest,
  },
  {
    name: 'last byte of a digest',
    removes: 'all but one byte from the comparison of digests',
    patches: [
      {
        file: 'apps/gateway/src/identity/constant-time-equal.ts',
        find: 'difference |= (a[i]',
        replace: 'difference = (a[i]',
      },
    ],
    caughtBy: unit('apps/gateway/src/identity/constant-time-equal.test.ts'),
  },
  {
    name: 'expired key',
    removes: 'the end of a key',
    patches: [
      {
        file: IDENTIFY,
        find: "if (record.expiresMs <= caller.nowMs) throw new BulkheadError('api_key_expired')",
        replace: '',
      },
    ],
    caughtBy: identifyTest,
  },
  {
    name: 'tenant mismatch',
    removes: 'the refusal of a key that names another tenant',
    patches: [NO_MISMATCH],
    caughtBy: identifyTest,
  },
  {
    name: 'header over key',
    removes: 'the rule that the key decides: x-tenant-id does',
    patches: [
      NO_MISMATCH,
      {
        file: IDENTIFY,
        find: '  return record\n}\n\n/** The tenants',
        replace: '  return { ...record, tenant: named[0] ?? record.tenant }\n}\n\n/** The tenants',
      },
    ],
    caughtBy: identifyTest,
  },
  {
    name: 'hostname ignored',
    removes: 'the hostname as something that names a tenant',
    patches: [
      {
        file: IDENTIFY,
        find: '  if (!caller.platformHostnames.includes(caller.hostname)) named.push(directory.byHostname(caller.hostname))\n',
        replace: '',
      },
    ],
    caughtBy: identifyTest,
  },
  {
    name: 'first of two keys',
    removes: 'the refusal of two different keys in one request',
    patches: [
      {
        file: IDENTIFY,
        find: 'if (bearer !== undefined && plain !== undefined && bearer !== plain)',
        replace: 'if (bearer === plain && bearer === "")',
      },
    ],
    caughtBy: identifyTest,
  },
  {
    name: 'tenants can be listed',
    removes: 'the same bytes for another tenant and for none: a good key can find out who is a customer',
    patches: [
      {
        file: IDENTIFY,
        find: 'if (named.some(',
        replace:
          "if (named.includes(undefined)) throw new BulkheadError('tenant_not_found')\n  if (named.some(",
      },
    ],
    caughtBy: identifyTest,
  },
  {
    name: 'suspended tenant',
    removes: 'the refusal of a suspended tenant',
    patches: [
      {
        file: WITH_TENANT,
        find: "if (record.tenant.config.status === 'suspended') throw new BulkheadError('tenant_suspended')",
        replace: '',
      },
    ],
    caughtBy: MATRIX.STRANGERS,
  },
  {
    name: 'scopes',
    removes: 'the check of scopes',
    patches: [
      {
        file: WITH_TENANT,
        find: "if (missing.length > 0) throw new BulkheadError('scope_insufficient'",
        replace: "if (missing.length > 9) throw new BulkheadError('scope_insufficient'",
      },
    ],
    caughtBy: MATRIX.STRANGERS,
  },
  {
    name: 'scopes of the input',
    removes: 'the scope that only some inputs of a route need',
    patches: [
      { file: ROUTE, find: 'requireScopes(record, route.moreScopes?.(read.input) ?? [])', replace: '' },
    ],
    caughtBy: journey('identification.test.ts', 'a key for chat only lacks'),
  },
  {
    name: 'guessing unthrottled',
    removes: 'the limit of failed identifications',
    patches: [
      {
        file: WITH_TENANT,
        find: 'if (await mayFailOnce(exchange, clientIp)) throw error',
        replace: 'if ((await mayFailOnce(exchange, clientIp)) || true) throw error',
      },
    ],
    caughtBy: journey('identification.test.ts', 'an address that keeps failing'),
  },
]
