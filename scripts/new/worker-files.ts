import { pascalCase, type Change } from './change.ts'

/** The files of an internal Worker with one method, as the other apps have them. */
export function workerFiles(name: string): Change[] {
  const type = pascalCase(name)
  const app = (path: string, text: string): Change => ({ path: `apps/${name}/${path}`, text })
  return [
    app('package.json', packageJson(name)),
    app('tsconfig.json', TSCONFIG),
    app('wrangler.jsonc', wranglerJsonc(name)),
    app('vitest.config.ts', vitestConfig(name)),
    app('README.md', readme(name, type)),
    app('src/index.ts', indexSource(name, type)),
    app('src/local.ts', localSource(name, type)),
    app('src/env.ts', envSource(type)),
    app(`src/${name}.ts`, entrypointSource(name, type)),
    app(`src/${name}.workerd.test.ts`, testSource(type)),
    { path: `packages/contracts/src/${name}.ts`, text: contractSource(name, type) },
  ]
}

function packageJson(name: string): string {
  const workspace = (packages: readonly string[]) =>
    Object.fromEntries(packages.map((one) => [`@bulkhead/${one}`, 'workspace:*']))
  const manifest = {
    name: `@bulkhead/${name}`,
    private: true,
    type: 'module',
    scripts: {
      build: 'wrangler deploy --dry-run --outdir dist',
      'build:production': 'wrangler deploy --dry-run --env production --outdir dist/production',
      typecheck: 'tsc',
      types: 'wrangler types --include-runtime=false',
    },
    dependencies: workspace(['contracts', 'faults', 'logging', 'tenant-schema', 'worker']),
  }
  return `${JSON.stringify(manifest, null, 2)}\n`
}

const TSCONFIG = `{
  "extends": "../../tsconfig.base.json",
  "compilerOptions": { "types": ["@cloudflare/workers-types", "@cloudflare/vitest-plugin/types", "node"] },
  "include": ["src", "worker-configuration.d.ts"]
}
`

const wranglerJsonc = (name: string) => `{
  "$schema": "../../node_modules/wrangler/config-schema.json",
  "name": "bulkhead-${name}",
  "main": "src/local.ts",
  "compatibility_date": "2026-11-01",
  "compatibility_flags": ["enable_request_signal", "no_nodejs_global_timers"],
  "keep_names": false,
  "workers_dev": false,
  "preview_urls": false,
  // The top level is the local environment; nothing but code, date, flags and migrations is inherited by
  // env.production.
  "vars": { "ENVIRONMENT": "local" },
  // Not called: a Worker bound to one that is never deployed cannot be deployed either, should --env
  // production be forgotten.
  "services": [{ "binding": "LOCAL_CLOUD", "service": "bulkhead-local-cloud" }],
  "tail_consumers": [{ "service": "bulkhead-observe" }],
  "version_metadata": { "binding": "VERSION" },
  "observability": { "enabled": true },
  "env": {
    "production": {
      "name": "bulkhead-${name}",
      "main": "src/index.ts",
      "vars": { "ENVIRONMENT": "production" },
      "version_metadata": { "binding": "VERSION" },
      "tail_consumers": [{ "service": "bulkhead-observe" }],
    },
  },
}
`

const vitestConfig = (name: string) => `import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

/** Bound and never called. */
const localCloud = { name: 'bulkhead-local-cloud', modules: true, script: 'export default {}' }

export default defineConfig({
  plugins: [
    cloudflareTest({
      wrangler: { configPath: './wrangler.jsonc' },
      miniflare: { bindings: { LOG_LEVEL: 'warn' }, workers: [localCloud] },
    }),
  ],
  test: { name: '${name}', include: ['src/**/*.workerd.test.ts'], testTimeout: 20_000 },
})
`

const readme = (name: string, type: string) => `# ${name}

RPC only, no route; see \`${type}Service\` in \`packages/contracts/src/${name}.ts\`.

- **Called by**: nobody yet. **Calls**: nobody.
- **State**: none.
`

const indexSource = (name: string, type: string) => `export { ${type} } from './${name}.ts'

/** Nothing to see over HTTP: callers come through the entrypoint \`${type}\`. */
export default { fetch: () => new Response(null, { status: 404 }) } satisfies ExportedHandler
`

const localSource = (
  name: string,
  type: string,
) => `import { withWorkerFaults } from '@bulkhead/faults/faulty-methods'

import { ${type} } from './${name}.ts'

export { LocalFaults } from '@bulkhead/faults/local-faults'
export { default } from './index.ts'
/** ${name} of the local environment: the same class, within reach of the fault switch. */
export { ${type} }

withWorkerFaults(${type}, 'worker:${name}')
`

const envSource = (
  type: string,
) => `/** What \`wrangler types\` cannot know: variables that only some environments set. */
export interface ${type}Env extends Env {
  readonly LOG_LEVEL?: string
}
`

const entrypointSource = (
  name: string,
  type: string,
) => `import type { RequestContext } from '@bulkhead/contracts/context'
import type { Outcome } from '@bulkhead/contracts/outcome'
import type { ${type}Service } from '@bulkhead/contracts/${name}'
import { Log } from '@bulkhead/logging/log'
import { answerPing } from '@bulkhead/worker/ping'
import { rpcMethod } from '@bulkhead/worker/rpc-method'
import { WorkerEntrypoint } from 'cloudflare:workers'

import type { ${type}Env } from './env.ts'

export class ${type} extends WorkerEntrypoint<${type}Env> implements ${type}Service {
  readonly #log = new Log('${name}/${name}', this.env)

  echo(ctx: RequestContext, text: string): Promise<Outcome<string>> {
    return rpcMethod(this.#log, ctx, async () => text)
  }

  ping(): Promise<'ok'> {
    return answerPing(this.env, [])
  }
}
`

const contractSource = (name: string, type: string) => `import type { RequestContext } from './context.ts'
import type { Outcome } from './outcome.ts'

/** Implemented by apps/${name} (entrypoint \`${type}\`). */
export interface ${type}Service {
  echo(ctx: RequestContext, text: string): Promise<Outcome<string>>
  ping(): Promise<'ok'>
}
`

const testSource = (
  type: string,
) => `import { parseTenantId, type TenantId } from '@bulkhead/tenant-schema/tenant-id'
import { exports } from 'cloudflare:workers'
import { expect, test } from 'vitest'

test('answers in the name of a tenant, and refuses a context without one', async () => {
  const ctx = {
    requestId: 'req_1',
    traceparent: '00-1-1-01',
    tenantId: parseTenantId('acme'),
    keyId: 'key',
    route: '/v1/test',
    deadline: Date.now() + 1_000,
  }

  expect(await exports.${type}.echo(ctx, 'aye')).toEqual({ ok: true, value: 'aye' })
  const forged = { ...ctx, tenantId: '../acme' as TenantId }
  expect(await exports.${type}.echo(forged, 'aye')).toMatchObject({ ok: false })
})
`
