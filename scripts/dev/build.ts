// `pnpm build`: the bundles of production, as they would be uploaded.
import { relative } from 'node:path'
import { parseArgs } from 'node:util'

import { DEPLOYED_APPS, ROOT } from '@bulkhead/harness/apps'
import { bundleForProduction } from '@bulkhead/harness/build/bundle'
import { uploadBytes } from '@bulkhead/harness/build/upload-bytes'
import { runScript } from '@bulkhead/harness/command-line'

const USAGE = `usage: pnpm build
  builds the production bundle of every Worker whose sources have changed, and says where it is and how large
  takes up to half a minute`

await runScript(USAGE, async (args) => {
  parseArgs({ args })
  for (const app of DEPLOYED_APPS) {
    const bundle = await bundleForProduction(app)
    const kib = (uploadBytes(bundle) / 1_024).toFixed(1)
    console.log(`${app.padEnd(12)} ${kib.padStart(7)} KiB  ${relative(ROOT, bundle.folder)}`)
  }
})
