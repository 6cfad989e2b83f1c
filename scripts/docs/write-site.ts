import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import { runCommand } from '@bulkhead/harness/run-command'

import { drawDiagrams } from './diagrams.ts'
import { plainCopies } from './plain-copies.ts'
import { answersOf, sidebarOf } from './sidebar.ts'
import { SITE } from './site-folder.ts'
import { sitePage, type SitePage } from './source-page.ts'

const PAGES = ['docs/*.md', 'docs/{start,build,operate,understand,reference,decisions}/*.md']
const ROOT_PAGES = ['CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md']
const CONTENT = join(SITE, 'src/content/docs')
const PUBLIC = join(SITE, '.generated/public')

/** Writes what Astro builds: the pages, the sidebar, plain copies and both API documents. */
export async function writeSite(): Promise<void> {
  const paths = [...PAGES.flatMap((pattern) => globSync(pattern, { cwd: ROOT })), ...ROOT_PAGES]
  const overview = read('docs/README.md')
  const answers = answersOf(overview)
  const pages = paths.toSorted().map((path) => {
    const page = sitePage({ path, text: read(path) })
    return { ...page, description: answers.get(page.slug) ?? page.description }
  })
  const parts = sidebarOf(overview)
  refuseLost(pages, new Set(parts.flatMap(({ items }) => items.map(({ slug }) => slug))))
  rmSync(CONTENT, { recursive: true, force: true })
  rmSync(PUBLIC, { recursive: true, force: true })
  cpSync(join(SITE, 'static'), PUBLIC, { recursive: true })
  write(join(SITE, '.generated/sidebar.json'), JSON.stringify(parts))
  for (const page of pages) write(join(CONTENT, `${page.slug}.md`), await contentOf(page))
  write(join(CONTENT, '404.md'), NOT_FOUND)
  for (const [name, text] of plainCopies(pages, parts)) write(join(PUBLIC, name), text)
  copyImages()
  await writeApis()
}

/** @throws Error for pages that no table of the overview lists. */
function refuseLost(pages: readonly SitePage[], listed: ReadonlySet<string>): void {
  const lost = pages.filter(
    ({ slug }) => slug !== 'index' && !slug.startsWith('decisions/') && !listed.has(slug),
  )
  if (lost.length === 0) return
  throw new Error(`docs/README.md has no row for ${lost.map(({ slug }) => slug).join(', ')}`)
}

async function contentOf(page: SitePage): Promise<string> {
  const { slug, title, description, body } = page
  const matter =
    slug === 'index' ? HOME : `title: ${JSON.stringify(title)}\ndescription: ${JSON.stringify(description)}`
  return `---\n${matter}\n---\n\n${await drawDiagrams(body)}`
}

const HOME = `title: Bulkhead
description: A multi-tenant AI backend on Cloudflare Workers, built from its failure modes
template: splash
hero:
  tagline: Chat, document search and grounded answers for many customers, from one deployment of your own. One tenant's flood never reaches another.
  actions:
    - text: Start
      link: /start/try-it/
      icon: right-arrow
    - text: API reference
      link: /reference/api/
      variant: minimal`

const NOT_FOUND = `---
title: Not found
template: splash
editUrl: false
---

There is no such page. Search for it, or go to the [list of all pages](/).
`

function copyImages(): void {
  for (const image of globSync('docs/images/*', { cwd: ROOT })) {
    cpSync(join(ROOT, image), join(SITE, 'src/content/docs/images', image.slice('docs/images/'.length)))
  }
}

const APIS = { gateway: 'openapi.json', control: 'admin-openapi.json' }

async function writeApis(): Promise<void> {
  for (const [app, name] of Object.entries(APIS)) {
    const { code, output } = await runCommand('node', [`apps/${app}/openapi/write.ts`], { quiet: true })
    if (code !== 0) throw new Error(`the API document of ${app} cannot be written\n${output}`)
    write(join(PUBLIC, name), deployed(read(`apps/${app}/.generated/openapi.txt`)))
  }
}

/** Away from the deployment that serves it, a document has to name one. */
function deployed(document: string): string {
  return document.replace('"servers":[{"url":"/"', '"servers":[{"url":"https://bulkhead.example.com"')
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}
