import { watch } from 'node:fs'
import { join } from 'node:path'

import { appsFor, folderOf, isAside, type App } from '@bulkhead/harness/apps'
import { bundleApps } from '@bulkhead/harness/build/bundle'
import { variablesOf, type LocalVariables } from '@bulkhead/harness/local-variables'
import { Aside, type AsideOptions } from '@bulkhead/harness/runtime/aside'
import { workerOptions } from '@bulkhead/harness/runtime/worker-options'

/** An editor writes several files, and one file several times. */
const SETTLE_MS = 200

interface Options extends AsideOptions {
  readonly variables: LocalVariables
}

/** Starts the Workers that run beside wrangler, each in its own runtime, and reloads one when its sources change. */
export async function startAsides(options: Options): Promise<void> {
  const apps = appsFor(options.variables.LOCAL_EMBEDDINGS).filter(isAside)
  await Promise.all(
    apps.map(async (app) => {
      const aside = await Aside.start(await build(app, options.variables), options)
      onChange(join(folderOf(app), 'src'), async () => aside.restart(await build(app, options.variables)))
    }),
  )
}

async function build(app: App, variables: LocalVariables) {
  const [bundle] = await bundleApps([app])
  if (bundle === undefined) throw new Error(`apps/${app} was not built`)
  return workerOptions(bundle, { vars: variablesOf(app, variables) })
}

function onChange(folder: string, reload: () => Promise<void>): void {
  let waiting: NodeJS.Timeout | undefined
  watch(folder, { recursive: true, persistent: false }, () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => {
      reload().catch((thrown: unknown) => console.error(thrown instanceof Error ? thrown.message : thrown))
    }, SETTLE_MS)
  })
}
