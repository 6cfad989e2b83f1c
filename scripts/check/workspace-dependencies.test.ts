import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { APPS, ROOT } from '@bulkhead/harness/apps'
import { expect, test } from 'vitest'

/** Apps meet only through service bindings; that no path leads into another one is for lint. */
test('no app and no package depends on an app', () => {
  const dependencies = globSync('{apps,packages}/*/package.json', { cwd: ROOT }).flatMap((file) => {
    const manifest = JSON.parse(readFileSync(join(ROOT, file), 'utf8'))
    const names = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
    return names.map((name) => `${file} ${name}`)
  })

  const wrong = dependencies.filter((line) => APPS.some((app) => line.endsWith(` @bulkhead/${app}`)))
  expect(dependencies.length).toBeGreaterThan(20)
  expect(wrong).toEqual([])
})
