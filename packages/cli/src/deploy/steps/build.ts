import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

import { WORKERS, type WorkerName } from '@bulkhead/contracts/workers'
import { ROOT } from '@bulkhead/harness/apps'
import { bundleForProduction } from '@bulkhead/harness/build/bundle'
import { modulesIn } from '@bulkhead/harness/build/modules-in'
import { productionConfig } from '@bulkhead/harness/build/worker-config'
import * as z from 'zod/mini'

interface BuiltWorker {
  readonly folder: string
  readonly entry: string
  /** Of every module that is uploaded, and of every asset. */
  readonly digest: string
  readonly assets: string | undefined
}

/** What every environment gets: the same bytes. */
export interface Built {
  /** Of the product, as its package.json says. */
  readonly version: string
  readonly digest: string
  readonly of: (app: WorkerName) => BuiltWorker
}

/** Builds what is out of date. */
export async function build(onBuilt: (app: WorkerName) => void): Promise<Built> {
  const entries: [WorkerName, BuiltWorker][] = []
  // One after another: the bundler uses every core by itself.
  for (const app of WORKERS) {
    entries.push([app, await buildOne(app)])
    onBuilt(app)
  }
  const all = createHash('sha256')
  for (const [app, { digest }] of entries) all.update(`${app} ${digest}\n`)
  const digest = all.digest('hex')
  const built = new Map(entries)
  return {
    version: productVersion(),
    digest,
    of: (app) => {
      const found = built.get(app)
      if (found === undefined) throw new Error(`${app} was not built`)
      return found
    },
  }
}

async function buildOne(app: WorkerName): Promise<BuiltWorker> {
  const { folder, entry } = await bundleForProduction(app)
  const assets = productionConfig(app).env?.['production']?.assets?.directory
  const hash = createHash('sha256')
  for (const { path } of modulesIn(folder, entry))
    hash.update(`\0${relative(folder, path)}\0`).update(readFileSync(path))
  for (const file of assets === undefined ? [] : filesIn(assets)) {
    hash.update(`\0${relative(assets ?? '', file)}\0`).update(readFileSync(file))
  }
  return { folder, entry, digest: hash.digest('hex'), assets }
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}

function productVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  return z.object({ version: z.string() }).parse(manifest).version
}
