import { withBindingFaults } from '@bulkhead/faults/faulty-bindings'
import { withWorkerFaults } from '@bulkhead/faults/faulty-methods'
import { withObjectFaults, withStorageFaults } from '@bulkhead/faults/faulty-objects'
import { LOCAL_KEY_CHECK_SECRET } from '@bulkhead/tenant-schema/local-check-secret'
import { ADMIN_ENTRY, parseLocalKeys } from '@bulkhead/tenant-schema/local-keys'

import { Control } from './control.ts'
import type { ControlEnv } from './env.ts'
import { serve } from './http/serve.ts'
import { Registry } from './registry/registry.ts'

export { LocalFaults } from '@bulkhead/faults/local-faults'

withWorkerFaults(Control, 'worker:control')
withObjectFaults(Registry, 'storage:Registry')

const LOCAL_CONTROL_SECRET = 'local-control-secret'

/** The secrets of the local environment, none of which production contains. */
function withLocalSecrets(env: ControlEnv): ControlEnv {
  if (env.ENVIRONMENT !== 'local') return env
  const adminToken = parseLocalKeys(env.LOCAL_KEYS ?? '{}')[ADMIN_ENTRY]
  return {
    ...env,
    KEY_CHECK_SECRET: env.KEY_CHECK_SECRET ?? LOCAL_KEY_CHECK_SECRET,
    CONTROL_SECRET: env.CONTROL_SECRET ?? LOCAL_CONTROL_SECRET,
    ...(adminToken === undefined ? {} : { ADMIN_TOKEN: env.ADMIN_TOKEN ?? adminToken }),
  }
}

/** control of the local environment: the same classes, within reach of the fault switch. */
class LocalControl extends Control {
  constructor(ctx: ExecutionContext, env: ControlEnv) {
    super(ctx, withBindingFaults(withLocalSecrets(env), { kv: ['FLAGS', 'OAUTH_KV'] }))
  }
}

class LocalRegistry extends Registry {
  constructor(ctx: DurableObjectState, env: ControlEnv) {
    super(withStorageFaults(ctx, 'storage:Registry'), withLocalSecrets(env))
  }
}

export { LocalControl as Control, LocalRegistry as Registry }

export default {
  fetch: (request, env, ctx) => serve(request, withLocalSecrets(env), ctx.access),
} satisfies ExportedHandler<ControlEnv>
