import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import { bundleApps } from '@bulkhead/harness/build/bundle'
import { expect, test, vi } from 'vitest'

import { withMutantTree, type MutantTree } from './mutant-tree.ts'
import { parseMutant, readMutants, type Mutant } from './mutant.ts'

const FILE = 'packages/tenant-schema/src/tenant-id.ts'
const OPEN = named('any-text-is-a-tenant')
const ONE_LIMITER = named('one-limiter-for-all')
const STALE = parseMutant(
  'stale',
  `Removes: nothing
Caught-by: unit ${FILE}

diff --git ${FILE} ${FILE}
--- ${FILE}
+++ ${FILE}
@@ -7,1 +7,1 @@
-nowhere
+anywhere
`,
)

// Each copies the workspace, and one builds.
vi.setConfig({ testTimeout: 60_000 })

/** What a script in the tree prints; it imports as every other script there does. */
async function ask(tree: MutantTree, script: string): Promise<string> {
  writeFileSync(join(tree.root, 'harness/ask.ts'), script)
  const { code, output } = await tree.run(['harness/ask.ts'])
  if (code !== 0) throw new Error(output)
  return output.trim()
}

test('what runs in the tree has the patched package, and the checkout keeps its own', async () => {
  const before = readFileSync(join(ROOT, FILE), 'utf8')

  const [root, answer] = await withMutantTree(OPEN, async (tree) => [
    tree.root,
    await ask(
      tree,
      `import { isTenantId } from '@bulkhead/tenant-schema/tenant-id'\nconsole.log(isTenantId('../acme'))`,
    ),
  ])

  expect(answer).toBe('true')
  expect(readFileSync(join(ROOT, FILE), 'utf8')).toBe(before)
  expect(existsSync(root)).toBe(false)
})

test('an app that the mutant does not touch is not built again, one that it touches is', async () => {
  const script = `import { bundleApps } from '@bulkhead/harness/build/bundle'
    for (const { folder } of await bundleApps(['observe', 'rate-limit'])) console.log(folder)`
  const [observe, rateLimit] = await bundleApps(['observe', 'rate-limit'])

  const folders = await withMutantTree(ONE_LIMITER, async (tree) => (await ask(tree, script)).split('\n'))

  expect(folders.map((folder) => basename(folder))).toEqual([basename(observe!.folder), expect.any(String)])
  expect(basename(folders[1] ?? '')).not.toBe(basename(rateLimit!.folder))
})

test('the tree goes away when its use fails, and a patch that no longer applies starts nothing', async () => {
  let root = ''
  const failing = withMutantTree(undefined, async (tree) => {
    root = tree.root
    throw new Error('the use failed')
  })

  await expect(failing).rejects.toThrow('the use failed')
  expect(existsSync(root)).toBe(false)
  await expect(withMutantTree(STALE, async () => {})).rejects.toThrow(
    /stale\.patch no longer applies.*tenant-id\.ts:7\b.*@@ -7,1.*-nowhere/s,
  )
})

test('what hangs in the tree is killed', async () => {
  const { code, output } = await withMutantTree(undefined, (tree) =>
    tree.run(['-e', 'setInterval(() => {}, 1_000)'], { timeoutMs: 300 }),
  )

  expect({ code, output }).toMatchObject({ code: 124 })
})

function named(name: string): Mutant {
  const mutant = readMutants().find((one) => one.name === name)
  if (mutant === undefined) throw new Error(`no mutant ${name}`)
  return mutant
}
