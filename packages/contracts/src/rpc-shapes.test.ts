import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import { expect, test } from 'vitest'

const PACKAGE = resolve(import.meta.dirname, '..')

/** What Workers say to each other, as declarations without comments: types that zod infers are spelled out. */
function shapes(): string {
  const out = mkdtempSync(join(tmpdir(), 'contracts-'))
  const flags = [
    '--noEmit',
    'false',
    '--declaration',
    '--emitDeclarationOnly',
    '--removeComments',
    '--outDir',
    out,
  ]
  execFileSync('tsc', ['-p', PACKAGE, '--rootDir', join(PACKAGE, 'src'), ...flags], { encoding: 'utf8' })
  const files = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.d.ts') && !file.endsWith('.test.d.ts'),
  )
  const text = files.sort().map((file) => `// ${file}\n${readFileSync(join(out, file), 'utf8')}`)
  rmSync(out, { recursive: true })
  return text.join('\n')
}

test('what crosses a binding or the public API changes only on purpose', { timeout: 60_000 }, async () => {
  await expect(shapes()).toMatchFileSnapshot('./__snapshots__/rpc-shapes.txt')
})
