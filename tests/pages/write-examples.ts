// Records what the examples of the API reference are answered: `pnpm write:examples`.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import { startServed } from '@bulkhead/harness/start-served'

import { shortened, withExampleNames } from './example-ids.ts'
import { runExamples } from './run-examples.ts'

const bulkhead = await startServed({ variables: { LOCAL_EMBEDDINGS: 'model' } })
try {
  const answers = shortened(withExampleNames((await runExamples(bulkhead.url)).answers))
  const file = join(ROOT, 'apps/gateway/openapi/examples/answers.json')
  writeFileSync(file, `${JSON.stringify(answers, null, 2)}\n`)
} finally {
  await bulkhead.stop()
}
