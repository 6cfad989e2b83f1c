import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [
    cloudflareTest({
      wrangler: { configPath: './wrangler.jsonc' },
      miniflare: { bindings: { LOG_LEVEL: 'warn' } },
    }),
  ],
  test: { name: 'rate-limit', include: ['src/**/*.workerd.test.ts'], testTimeout: 20_000 },
})
