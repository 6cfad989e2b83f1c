import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import { expect, test } from 'vitest'

const PAGES = globSync(['*.md', 'docs/*.md', 'docs/!(site)/*.md', 'apps/*/README.md', 'drills/*.md'], {
  cwd: ROOT,
})
const LINK = /\]\((?<target>[^)\s]+)\)/g

test.each(PAGES)('every link of %s leads to a page and to a heading of it', (page) => {
  const targets = [...read(page).matchAll(LINK)].map(({ groups }) => groups?.['target'] ?? '')
  expect(targets.filter((target) => !/^https?:/.test(target) && !leadsSomewhere(page, target))).toEqual([])
})

function leadsSomewhere(page: string, target: string): boolean {
  const [path = '', heading] = target.split('#')
  const file = path === '' ? page : join(dirname(page), path)
  if (!existsSync(join(ROOT, file))) return false
  return heading === undefined || anchorsOf(read(file)).includes(heading)
}

/** As GitHub makes them. */
function anchorsOf(page: string): string[] {
  return [...page.matchAll(/^#+ (?<text>.+)$/gm)].map(({ groups }) =>
    (groups?.['text'] ?? '')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  )
}

function read(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8')
}
