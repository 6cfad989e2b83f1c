import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, onTestFinished, test } from 'vitest'

import { readTenantFolder } from './tenant-folder.ts'

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'tenants-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

test('reads every tenant, with a byte-order mark and Windows line ends too, and no hidden folder', () => {
  const folder = folderOf({
    'a/tenant.config.json': '{"id": "a"}',
    'b/tenant.config.json': '\uFEFF{\r\n"id": "b"\r\n}\r\n',
    '.git/config': '',
    'models.json': '{}',
  })

  expect(readTenantFolder(folder)).toEqual([{ id: 'a' }, { id: 'b' }])
})

test.each([
  [
    'a folder whose file is misnamed',
    { 'b/tenant.config.jsonc': '{"id": "b"}' },
    /b\/tenant.config.json: is missing$/,
  ],
  [
    'a copied folder',
    { 'b/tenant.config.json': '{"id": "a"}' },
    /b\/tenant.config.json: id must be the name of its folder, "b"$/,
  ],
  ['no object', { 'b/tenant.config.json': '[]' }, /id must be/],
  ['an empty file', { 'b/tenant.config.json': '' }, /b\/tenant.config.json: /],
  [
    'a field that is given twice',
    { 'b/tenant.config.json': '{"id": "b", "id": "b"}' },
    /b\/tenant.config.json: the field "id" is given twice/,
  ],
])('refuses %s, since --prune would erase what is not read', (_, files, message) => {
  const folder = folderOf({ 'a/tenant.config.json': '{"id": "a"}', ...files })

  expect(() => readTenantFolder(folder)).toThrow(message)
})
