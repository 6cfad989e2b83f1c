import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { fileURLToPath } from 'node:url'

import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

const script = stripTypeScriptTypes(
  readFileSync(new URL('./src/testing/fakes.worker.ts', import.meta.url), 'utf8'),
)
const fake = (name: string) => ({ name, modules: true, script, compatibilityDate: '2026-11-01' })

/** The deployment's own catalogue: tests of one Worker build nothing. */
const MODELS = fileURLToPath(new URL('../../models.json', import.meta.url))

export default defineConfig({
  plugins: [
    cloudflareTest({
      wrangler: { configPath: './wrangler.jsonc' },
      miniflare: {
        bindings: { LOG_LEVEL: 'error' },
        workers: ['bulkhead-local-cloud', 'bulkhead-rag', 'bulkhead-rate-limit'].map(fake),
      },
    }),
  ],
  resolve: {
    alias: [{ find: /^.*\.generated\/models\.json$/, replacement: MODELS }],
  },
  test: {
    name: 'chat',
    include: ['src/**/*.workerd.test.ts'],
    testTimeout: 20_000,
    // One runtime for all files: starting one takes longer than most of them.
    isolate: false,
  },
})
