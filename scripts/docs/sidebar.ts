import { slugOf } from './source-page.ts'

/** One part of the site, in Starlight's shape. */
export interface SidebarPart {
  readonly label: string
  readonly items: readonly { readonly label: string; readonly slug: string }[]
}

/** The parts and their pages, in the order of `docs/README.md`. */
export function sidebarOf(overview: string): SidebarPart[] {
  return overview
    .split(/^## /m)
    .slice(1)
    .map((section) => ({
      label: section.split('\n')[0] ?? '',
      items: [...section.matchAll(/^\| \[([^\]]+)\]\(([^)]+)\)/gm)].flatMap(([, label = '', target = '']) => {
        const slug = slugOf(new URL(target, 'file:///docs/').pathname.slice(1))
        return slug === undefined ? [] : [{ label, slug }]
      }),
    }))
}

/** What each page answers, by its slug, as a sentence: the second column of those tables. */
export function answersOf(overview: string): ReadonlyMap<string, string> {
  const rows = [...overview.matchAll(/^\| \[[^\]]+\]\(([^)]+)\)\s*\| (\S.*?)\s*\|$/gm)]
  return new Map(
    rows.flatMap(([, target = '', answer = '']) => {
      const slug = slugOf(new URL(target, 'file:///docs/').pathname.slice(1))
      const text = answer.replaceAll('`', '')
      return slug === undefined ? [] : [[slug, `${text.charAt(0).toUpperCase()}${text.slice(1)}.`] as const]
    }),
  )
}
