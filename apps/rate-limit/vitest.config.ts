import { cloudflareTest } from '@cloudflare/vitest-plugin'
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
  test: {
    name: 'rate-limit',
    include: ['src/**/*.workerd.test.ts'],
    testTimeout: 20_000,
    // One runtime for all files: starting one takes longer than most of them.
    isolate: false,
  },
})
