import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import { expect, test } from 'vitest'

/** What has no tenant: the sums of observe, and a stand-in of development. Of a TenantObject, its type proves the same. */
const NOT_OF_A_TENANT = new Set(['MetricStore', 'LocalIndex'])
const METHOD = /^ {2}(?:async )?([a-z]\w*)\(/
/** What each class calls its boundary: catches, logs with tenant and object id, and answers in the codes of the catalogue. */
const GUARDED = /^ {4}return this\.#(run|method|guarded|read|write)\(/

interface ObjectClass {
  readonly name: string
  readonly lines: readonly string[]
}

function objectClasses(): ObjectClass[] {
  const folders = readdirSync(join(ROOT, 'apps')).map((app) => join(ROOT, 'apps', app, 'src'))
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { encoding: 'utf8', recursive: true }).map((name) => join(folder, name)),
  )
  return files
    .filter((file) => file.endsWith('.ts') && !file.includes('.test.'))
    .flatMap((file) => {
      const text = readFileSync(file, 'utf8')
      const [, name] = /^export class (\w+) extends DurableObject\b/m.exec(text) ?? []
      return name === undefined ? [] : [{ name, lines: text.slice(text.indexOf('export class')).split('\n') }]
    })
}

/** Methods that others can call, with the first line of their body. */
function callable({ lines }: ObjectClass): (readonly [name: string, first: string])[] {
  return lines.flatMap((line, at) => {
    const [, name] = METHOD.exec(line) ?? []
    if (name === undefined || name === 'constructor') return []
    const opens = lines.findIndex((other, later) => later >= at && other.endsWith(' {'))
    return [[name, lines[opens + 1] ?? ''] as const]
  })
}

test('every method of a tenant’s Durable Object that can be called from outside runs in its boundary', () => {
  const classes = objectClasses().filter(({ name }) => !NOT_OF_A_TENANT.has(name))
  const methods = classes.flatMap((one) =>
    callable(one).map(([name, first]) => [`${one.name}.${name}`, first]),
  )

  expect(methods.filter(([, first = '']) => !GUARDED.test(first))).toEqual([])
})
