/** A page as it stands in the repository. */
export interface SourcePage {
  /** From the root: `docs/build/start.md`. */
  readonly path: string
  readonly text: string
}

/** The same for the site. */
export interface SitePage {
  /** Its place on the site: `build/start`; the home page is `index`. */
  readonly slug: string
  readonly title: string
  readonly description: string
  /** Markdown without the title. */
  readonly body: string
}

/** Where a page of the repository stands on the site; undefined for anything else. */
export function slugOf(path: string): string | undefined {
  if (path === 'docs/README.md') return 'index'
  const [, page] = /^(?:docs\/)?([\w/.-]+)\.md$/.exec(path) ?? []
  if (page === undefined || path.startsWith('apps/') || page === 'README') return undefined
  return page.toLowerCase().replace(/\/readme$/, '')
}

/** @throws Error for a page without a title. */
export function sitePage({ path, text }: SourcePage): SitePage {
  const slug = slugOf(path)
  const [heading, title] = /^# (.+)\n+/.exec(text) ?? []
  if (slug === undefined || heading === undefined || title === undefined) {
    throw new Error(`${path}: a page begins with "# " and its title`)
  }
  const body = relinked(text.slice(heading.length), path)
  return { slug, title: title.replaceAll('`', ''), description: firstSentence(body), body }
}

/** Links between pages lead to the site's own addresses; those to files of the repository become their names. */
function relinked(text: string, from: string): string {
  return text.replaceAll(/(?<!!)\[([^\]]+)\]\(([^)\s]+)\)/g, (whole, label: string, target: string) => {
    if (/^(https?:|#|mailto:)/.test(target)) return whole
    const [file = '', heading] = target.split('#')
    const slug = slugOf(resolved(from, file))
    if (slug === undefined) return label
    const place = slug === 'index' ? '/' : `/${slug}/`
    return `[${label}](${place}${heading === undefined ? '' : `#${heading}`})`
  })
}

function resolved(from: string, target: string): string {
  return new URL(target, `file:///${from}`).pathname.slice(1)
}

/** What search engines and lists of pages show. */
function firstSentence(body: string): string {
  const paragraph = body.split('\n\n').find((part) => /^[A-Z]/.test(part)) ?? ''
  const text = paragraph
    .replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1')
    .replaceAll(/[`*_]/g, '')
    .replaceAll('\n', ' ')
  return /^.{20,}?[.:](?= |$)/.exec(text)?.[0].replace(/:$/, '.') ?? text
}
