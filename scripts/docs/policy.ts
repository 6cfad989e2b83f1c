import { createHash } from 'node:crypto'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const INLINE_SCRIPT = /<script(?![^>]*\ssrc=)[^>]*>([^]*?)<\/script>/g

/** Replaces the permission for any inline script by the hashes of those that the built pages have. */
export function allowOnlyOwnScripts(dist: string): void {
  const hashes = new Set(
    globSync('**/*.html', { cwd: dist }).flatMap((page) =>
      [...readFileSync(join(dist, page), 'utf8').matchAll(INLINE_SCRIPT)].map(
        ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
      ),
    ),
  )
  const file = join(dist, '_headers')
  const headers = readFileSync(file, 'utf8')
  writeFileSync(
    file,
    headers.replace("script-src 'self' 'unsafe-inline'", `script-src 'self' ${[...hashes].join(' ')}`),
  )
}
