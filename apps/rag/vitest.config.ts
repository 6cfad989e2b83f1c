import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'

import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

import { bundleApps } from '../../harness/build/bundle.ts'

const script = stripTypeScriptTypes(
  readFileSync(new URL('./src/testing/fakes.worker.ts', import.meta.url), 'utf8'),
)
const fake = (name: string) => ({ name, modules: true, script, compatibilityDate: '2026-11-01' })

/** The real one: a fake could read nothing but text. */
async function extractWorker() {
  const [bundle] = await bundleApps(['extract'])
  if (bundle === undefined) throw new Error('apps/extract was not built')
  const { folder, entry } = bundle
  return {
    name: 'bulkhead-extract',
    modules: [{ type: 'ESModule' as const, path: join(folder, entry) }],
    modulesRoot: folder,
    compatibilityDate: '2026-11-01',
    bindings: { ENVIRONMENT: 'local', LOG_LEVEL: 'error' },
  }
}

export default defineConfig(async () => ({
  plugins: [
    cloudflareTest({
      wrangler: { configPath: './wrangler.jsonc' },
      miniflare: {
        // The tests take each step of a document themselves; those of reading at once turn it on.
        bindings: { LOG_LEVEL: 'error', READ_AT_ONCE: 'false' },
        // The tests hand messages to the consumers themselves, in the order they want.
        queueProducers: { INGEST: { queueName: 'read-by-nobody' } },
        workers: [
          ...['bulkhead-local-cloud', 'bulkhead-rate-limit', 'bulkhead-control'].map(fake),
          await extractWorker(),
        ],
      },
    }),
  ],
  resolve: {
    // The deployment's own catalogue: tests of one Worker build nothing.
    alias: [
      { find: /^.*\.generated\/models\.json$/, replacement: join(import.meta.dirname, '../../models.json') },
    ],
  },
  test: {
    name: 'rag',
    include: ['src/**/*.workerd.test.ts'],
    testTimeout: 20_000,
    // One runtime for all files: starting one takes longer than most of them.
    isolate: false,
    setupFiles: ['./src/testing/reset-after-file.ts'],
  },
}))
