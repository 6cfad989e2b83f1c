import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [
    cloudflareTest({
      main: './src/testing/notes.worker.ts',
      miniflare: {
        compatibilityDate: '2026-11-01',
        bindings: { LOG_LEVEL: 'warn' },
        durableObjects: { NOTES: { className: 'Notes', useSQLite: true } },
      },
    }),
  ],
  test: { name: 'worker', include: ['src/**/*.workerd.test.ts'] },
})
