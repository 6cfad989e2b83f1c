import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import { bundleApps } from '@bulkhead/harness/build/bundle'
import { expect, test, vi } from 'vitest'

import type { Patch } from './patch.ts'
import { patchedFiles, withPatchedTree, type PatchedTree } from './patched-tree.ts'

const FILE = 'packages/tenant-schema/src/tenant-id.ts'
/** Any text is a tenant id. */
const OPEN: Patch = { file: FILE, find: 'TENANT_ID.test(value)', replace: 'value !== TENANT_ID.source' }

// Each copies the workspace, and one builds.
vi.setConfig({ testTimeout: 60_000 })

/** What a script in the tree prints; it imports as every other script there does. */
async function ask(tree: PatchedTree, script: string): Promise<string> {
  writeFileSync(join(tree.root, 'harness/ask.ts'), script)
  const { code, output } = await tree.run(['harness/ask.ts'])
  if (code !== 0) throw new Error(output)
  return output.trim()
}

test('what runs in the tree has the patched package, and the checkout keeps its own', async () => {
  const before = readFileSync(join(ROOT, FILE), 'utf8')

  const [root, answer] = await withPatchedTree([OPEN], async (tree) => [
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

test('an app that the patch does not touch is not built again, one that it touches is', async () => {
  const file = 'apps/rate-limit/src/index.ts'
  const [line = ''] = readFileSync(join(ROOT, file), 'utf8').split('\n')
  const script = `import { bundleApps } from '@bulkhead/harness/build/bundle'
    for (const { folder } of await bundleApps(['observe', 'rate-limit'])) console.log(folder)`
  const [observe, rateLimit] = await bundleApps(['observe', 'rate-limit'])

  const folders = await withPatchedTree([{ file, find: line, replace: `${line}\nexport {}` }], async (tree) =>
    (await ask(tree, script)).split('\n'),
  )

  expect(folders.map((folder) => basename(folder))).toEqual([basename(observe!.folder), expect.any(String)])
  expect(basename(folders[1]!)).not.toBe(basename(rateLimit!.folder))
})

test('the tree goes away when its use fails, and a patch that no longer applies starts nothing', async () => {
  let root = ''
  const failing = withPatchedTree([], async (tree) => {
    root = tree.root
    throw new Error('the use failed')
  })

  await expect(failing).rejects.toThrow('the use failed')
  expect(existsSync(root)).toBe(false)
  await expect(withPatchedTree([{ ...OPEN, find: 'nowhere' }], async () => {})).rejects.toThrow(
    'is no longer there',
  )
})

test('patches of one file apply one after another', () => {
  const again: Patch = { file: FILE, find: OPEN.replace, replace: 'true' }

  expect(patchedFiles([OPEN, again]).get(FILE)).toContain("typeof value === 'string' && true")
})

test('what hangs in the tree is killed', async () => {
  const { code, output } = await withPatchedTree([], (tree) =>
    tree.run(['-e', 'setInterval(() => {}, 1_000)'], { timeoutMs: 300 }),
  )

  expect({ code, output }).toMatchObject({ code: 124 })
})
