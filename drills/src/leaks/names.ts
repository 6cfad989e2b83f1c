import { MATRIX, unit, workerd, type Leak } from './leak.ts'

const OBJECTS = 'apps/chat/src/objects.ts'
const SESSIONS = 'apps/chat/src/sessions/sessions.ts'
const NAMES = 'apps/rag/src/names.ts'
const VECTORS = 'apps/rag/src/embedding/vectors.ts'
const LIMITER_NAMES = 'apps/rate-limit/src/object-names.ts'

const SHARED_CORPUS = {
  file: NAMES,
  find: 'return tenantId\n}\n\n/** All originals',
  replace: "return tenantId.slice(0, 0) + 'all'\n}\n\n/** All originals",
}
const ANY_CORPUS = {
  file: 'apps/rag/src/corpus/corpus.ts',
  find: "else if (owner !== tenantId) throw new Error('this corpus belongs to another tenant')",
  replace: '',
}
const SHARED_NAMESPACE = {
  file: NAMES,
  find: 'return tenantId\n}\n\n/** The start of every vector id',
  replace: "return tenantId.slice(0, 0) + 'all'\n}\n\n/** The start of every vector id",
}
const ANY_LIMITER = {
  file: 'apps/rate-limit/src/rate-limiter.ts',
  find: '    assertOwner(this.#name, tenantId)\n',
  replace: '',
}
const SESSION_BY_ID = {
  file: OBJECTS,
  find: 'getByName(`${tenantId}/${sessionId}`)',
  replace: 'getByName(tenantId.slice(0, 0) + sessionId)',
}

/** The names under which things are stored, and the checks behind them. */
export const NAME_LEAKS: readonly Leak[] = [
  {
    name: 'one corpus for all',
    removes: 'the tenant from the name of a Corpus',
    patches: [SHARED_CORPUS],
    caughtBy: MATRIX.OWN,
  },
  {
    name: 'one corpus for all, unguarded',
    removes: 'the tenant from the name of a Corpus, and the check of its owner',
    patches: [SHARED_CORPUS, ANY_CORPUS],
    caughtBy: MATRIX.OWN,
  },
  {
    name: 'corpus serves anybody',
    removes: 'the check that a Corpus serves the tenant that it was made for',
    patches: [ANY_CORPUS],
    caughtBy: workerd('rag', 'corpus/corpus-owner.workerd.test.ts'),
  },
  {
    name: 'one vector namespace for all',
    removes: 'the tenant from the Vectorize namespace',
    patches: [SHARED_NAMESPACE],
    caughtBy: MATRIX.LINES,
  },
  {
    name: 'vectors of anybody',
    removes: 'the check that a vector that was found is one of the tenant’s own',
    patches: [{ file: VECTORS, find: 'if (parts?.tag === own)', replace: 'if (parts !== undefined)' }],
    caughtBy: unit('apps/rag/src/embedding/vectors.test.ts'),
  },
  {
    name: 'no alarm for foreign vectors',
    removes: 'the alarm when the index hands out a vector of another tenant',
    patches: [{ file: VECTORS, find: 'if (foreign > 0) {', replace: 'if (foreign > 99) {' }],
    caughtBy: workerd('rag', 'search/search.workerd.test.ts', 'foreign vector'),
  },
  {
    name: 'search in every namespace',
    removes: 'the namespace from a search of the vector index',
    patches: [
      {
        file: VECTORS,
        find: '      namespace: vectorNamespace(tenantId),\n      topK',
        replace: '      topK',
      },
    ],
    caughtBy: unit('apps/rag/src/embedding/vectors.test.ts'),
  },
  {
    name: 'vector ids without a tenant',
    removes: 'the tenant from the tag in every vector id',
    patches: [{ file: NAMES, find: 'sha256Hex(`tenant/${tenantId}`)', replace: 'sha256Hex(`tenant/`)' }],
    caughtBy: unit('apps/rag/src/names.test.ts'),
  },
  {
    name: 'one directory of sessions',
    removes: 'the tenant from the name of a SessionDirectory',
    patches: [
      {
        file: OBJECTS,
        find: 'SESSION_DIRECTORIES.getByName(tenantId)',
        replace: "SESSION_DIRECTORIES.getByName(tenantId.slice(0, 0) + 'all')",
      },
    ],
    caughtBy: MATRIX.FOREIGN,
  },
  {
    name: 'sessions by id alone',
    removes: 'the tenant from the name of a ChatSession',
    patches: [SESSION_BY_ID],
    caughtBy: unit('apps/chat/src/objects.test.ts'),
  },
  {
    name: 'sessions by id alone, unlisted',
    removes: 'the tenant from the name of a ChatSession, and the look into the directory',
    patches: [
      SESSION_BY_ID,
      {
        file: SESSIONS,
        find: '  await getSession(run, sessionId)\n  return await callObject(run, () => session(run, sessionId).listMessages',
        replace: '  return await callObject(run, () => session(run, sessionId).listMessages',
      },
    ],
    caughtBy: MATRIX.FOREIGN,
  },
  {
    name: 'session not in the directory',
    removes: 'the look into the directory before a stream is attached to',
    patches: [
      {
        file: SESSIONS,
        find: '  await getSession(run, sessionId)\n  return await callObject(run, () => session(run, sessionId).attach',
        replace: '  return await callObject(run, () => session(run, sessionId).attach',
      },
      SESSION_BY_ID,
    ],
    caughtBy: MATRIX.FOREIGN,
  },
  {
    name: 'archive without a tenant',
    removes: 'the tenant from the place where old messages are kept',
    patches: [
      {
        file: 'apps/chat/src/sessions/archive.ts',
        find: '`t/${tenantId}/sessions/',
        replace: '`t/all-of-${tenantId.length > 0}/sessions/',
      },
    ],
    caughtBy: unit('apps/chat/src/objects.test.ts'),
  },
  {
    name: 'one limiter for all',
    removes: 'the tenant from the name of a RateLimiter',
    patches: [
      {
        file: LIMITER_NAMES,
        find: 'return parseTenantId(tenantId)\n}\n\nexport function shardName',
        replace: "return parseTenantId(tenantId) && 'all'\n}\n\nexport function shardName",
      },
    ],
    caughtBy: MATRIX.OWN,
  },
  {
    name: 'one limiter for all, unguarded',
    removes: 'the tenant from the name of a RateLimiter, and the check of its owner: one pays for another',
    patches: [
      {
        file: LIMITER_NAMES,
        find: 'return parseTenantId(tenantId)\n}\n\nexport function shardName',
        replace: "return parseTenantId(tenantId) && 'all'\n}\n\nexport function shardName",
      },
      ANY_LIMITER,
    ],
    caughtBy: MATRIX.FOREIGN,
  },
  {
    name: 'limiter serves anybody',
    removes: 'the check that a RateLimiter serves the tenant whose name it has',
    patches: [ANY_LIMITER],
    caughtBy: workerd('rate-limit', 'limiter-owner.workerd.test.ts'),
  },
  {
    name: 'context not parsed',
    removes: 'the second parse of the tenant at the door of every Worker',
    patches: [
      {
        file: 'packages/worker/src/rpc-method.ts',
        find: '    parseContext(ctx)\n',
        replace: '',
      },
    ],
    caughtBy: unit('packages/contracts/src/contracts.test.ts'),
  },
  {
    name: 'any text is a tenant',
    removes: 'the form of a tenant id, so that a separator or nothing at all passes for one',
    patches: [
      {
        file: 'packages/tenant-schema/src/tenant-id.ts',
        find: 'TENANT_ID.test(value)',
        replace: 'TENANT_ID.source.length > 0',
      },
    ],
    caughtBy: unit('packages/tenant-schema/src/tenant-config.test.ts'),
  },
  {
    name: 'queue message not parsed',
    removes: 'the parse of the tenant in a message of the queue',
    patches: [
      {
        file: 'apps/rag/src/ingest/pipeline.ts',
        find: 'tenantId: parseTenantId(message.tenantId) }]',
        replace: 'tenantId: message.tenantId as TenantId }]',
      },
    ],
    caughtBy: workerd('rag', 'ingest/pipeline.workerd.test.ts', 'nobody here wrote'),
  },
]
