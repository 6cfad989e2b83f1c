import type { SidebarPart } from './sidebar.ts'
import type { SitePage } from './source-page.ts'

const SUMMARY = 'A multi-tenant AI backend on Cloudflare Workers: chat, document search and grounded answers.'

/** Every page as Markdown beside its HTML, and the two files that language models read first. */
export function plainCopies(pages: readonly SitePage[], parts: readonly SidebarPart[]): Map<string, string> {
  const bySlug = new Map(pages.map((page) => [page.slug, page]))
  const lists = parts.map(({ label, items }) => {
    const lines = items.map(({ label: name, slug }) => {
      const about = bySlug.get(slug)?.description ?? ''
      return `- [${name}](/${slug}.md)${about === '' ? '' : `: ${about}`}`
    })
    return `## ${label}\n\n${lines.join('\n')}\n`
  })
  const api =
    '## API\n\n- [OpenAPI of tenants](/openapi.json): `/v1`\n- [OpenAPI of operators](/admin-openapi.json): `/admin/v1`\n'
  return new Map([
    ...pages.map((page): [string, string] => [`${page.slug}.md`, plainPage(page)]),
    ['llms.txt', `# Bulkhead\n\n> ${SUMMARY}\n\n${lists.join('\n')}\n${api}`],
    ['llms-full.txt', pages.map(plainPage).join('\n')],
  ])
}

function plainPage({ title, body }: SitePage): string {
  const linked = body.replaceAll(
    /\]\(\/([\w/.-]+?)\/(#[^)]*)?\)/g,
    (_, slug: string, heading = '') => `](/${slug}.md${heading})`,
  )
  return `# ${title}\n\n${linked}`
}
