import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

// The test runtime does not run wrangler's build command; this builds what is missing.
import './build/encoder-assets.ts'

export default defineConfig({
  plugins: [cloudflareTest({ wrangler: { configPath: './wrangler.jsonc' } })],
  // The first embedding of a file loads tfjs, module by module.
  test: { name: 'local-encoder', include: ['src/**/*.workerd.test.ts'], testTimeout: 30_000 },
})
