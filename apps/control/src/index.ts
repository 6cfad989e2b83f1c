import type { ControlEnv } from './env.ts'
import { serve } from './http/serve.ts'

export { Control } from './control.ts'
export { Registry } from './registry/registry.ts'

/** The admin API on a hostname of its own, where one is routed here. */
export default {
  fetch: (request, env, ctx) => serve(request, env, ctx.access),
} satisfies ExportedHandler<ControlEnv>
