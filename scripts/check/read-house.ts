import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { APPS, folderOf } from '@bulkhead/harness/apps'
import { readWorkerConfig } from '@bulkhead/harness/build/worker-config'

import { readModule } from './read-module.ts'
import type { WorkerSource } from './wrangler-rules.ts'

/** Every app with its config and what its entries export. */
export function readHouse(): WorkerSource[] {
  return APPS.filter((app) => existsSync(join(folderOf(app), 'wrangler.jsonc'))).map((app) => {
    const config = readWorkerConfig(app)
    const entries = [config, ...Object.values(config.env ?? {})].map((world) => world.main ?? config.main)
    const [names = [], ...others] = entries.map((entry) =>
      exportsOf(join(folderOf(app), entry ?? 'src/index.ts')),
    )
    const isEverywhere = (name: string) => others.every((other) => other.includes(name))
    return {
      app,
      config,
      exports: names.filter(isEverywhere),
      localExports: names.filter((name) => !isEverywhere(name)),
    }
  })
}

function exportsOf(file: string): readonly string[] {
  return existsSync(file) ? readModule(file, readFileSync(file, 'utf8')).exports : []
}
