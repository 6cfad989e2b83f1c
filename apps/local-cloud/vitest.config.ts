import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

/** One vector of the encoder's width for each text. */
const script = `import { WorkerEntrypoint } from 'cloudflare:workers'
export default class extends WorkerEntrypoint {
  embed(texts) {
    return texts.map((text) => Array.from({ length: 512 }, () => text.length))
  }
}`
const encoder = { name: 'bulkhead-local-encoder', modules: true, script, compatibilityDate: '2026-11-01' }

export default defineConfig({
  plugins: [
    cloudflareTest({
      wrangler: { configPath: './wrangler.jsonc' },
      miniflare: { bindings: { LOCAL_TOKEN_DELAY_MS: '0' }, workers: [encoder] },
    }),
  ],
  test: { name: 'local-cloud', include: ['src/**/*.workerd.test.ts'] },
})
