import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

const control = {
  name: 'bulkhead-control',
  modules: [
    {
      type: 'ESModule' as const,
      path: 'control.js',
      contents: readFileSync(join(import.meta.dirname, 'src/testing/control.js'), 'utf8'),
    },
  ],
  compatibilityDate: '2026-11-01',
}

/** Bound and never called. */
const localCloud = { name: 'bulkhead-local-cloud', modules: true, script: 'export default {}' }

export default defineConfig({
  plugins: [
    cloudflareTest({
      wrangler: { configPath: './wrangler.jsonc' },
      miniflare: { bindings: { LOG_LEVEL: 'warn' }, workers: [control, localCloud] },
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
