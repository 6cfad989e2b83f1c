import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

/** Bound and never called. */
const localCloud = { name: 'bulkhead-local-cloud', modules: true, script: 'export default {}' }

export default defineConfig({
  plugins: [
    cloudflareTest({
      wrangler: { configPath: './wrangler.jsonc' },
      miniflare: { bindings: { LOG_LEVEL: 'error' }, workers: [localCloud] },
    }),
  ],
  test: { name: 'extract', include: ['src/**/*.workerd.test.ts'], testTimeout: 20_000 },
})
