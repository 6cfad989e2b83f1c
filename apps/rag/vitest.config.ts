import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'

import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

const script = stripTypeScriptTypes(
  readFileSync(new URL('./src/testing/fakes.worker.ts', import.meta.url), 'utf8'),
)
const fake = (name: string) => ({ name, modules: true, script, compatibilityDate: '2026-11-01' })

export default defineConfig({
  plugins: [
    cloudflareTest({
      wrangler: { configPath: './wrangler.jsonc' },
      miniflare: {
        bindings: { LOG_LEVEL: 'error' },
        // The tests hand messages to the consumers themselves, in the order they want.
        queueProducers: { INGEST: { queueName: 'read-by-nobody' } },
        workers: ['bulkhead-local-cloud', 'bulkhead-rate-limit'].map(fake),
      },
    }),
  ],
  test: { name: 'rag', include: ['src/**/*.workerd.test.ts'] },
})
