import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { fileURLToPath } from 'node:url'

import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

const script = stripTypeScriptTypes(
  readFileSync(new URL('./src/testing/fakes.worker.ts', import.meta.url), 'utf8'),
)
const fake = (name: string) => ({ name, modules: true, script, compatibilityDate: '2026-11-01' })
const FAKES = ['local-cloud', 'rate-limit', 'chat', 'rag', 'observe'].map((app) => fake(`bulkhead-${app}`))

/** The deployment's own catalogue: tests of one Worker build nothing. */
const MODELS = fileURLToPath(new URL('../../models.json', import.meta.url))

const NO_DOCUMENT = fileURLToPath(new URL('./src/testing/no-document.ts', import.meta.url))

export default defineConfig({
  plugins: [
    cloudflareTest({
      wrangler: { configPath: './wrangler.jsonc' },
      miniflare: {
        bindings: {
          LOG_LEVEL: 'error',
          OAUTH_ISSUER: 'http://localhost',
          LOCAL_KEYS: JSON.stringify({ $admin: 'local-admin-of-the-tests' }),
        },
        // Sign-ins that fail on purpose are more than thirty.
        ratelimits: {
          FAILED_IDENTIFICATION: { namespace_id: '1001', simple: { limit: 100_000, period: 60 } },
        },
        workers: FAKES,
      },
    }),
  ],
  resolve: {
    alias: [
      { find: /^.*\.generated\/models\.json$/, replacement: MODELS },
      { find: /^.*\.generated\/openapi\.txt$/, replacement: NO_DOCUMENT },
    ],
  },
  test: { name: 'control', include: ['src/**/*.workerd.test.ts'], testTimeout: 20_000 },
})
