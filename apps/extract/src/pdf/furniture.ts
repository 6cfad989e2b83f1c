import type { Line } from './lines.ts'

/** The lines of a page, and what is said beside them, such as a watermark. */
export interface Page {
  readonly number: number
  readonly height: number
  readonly lines: readonly Line[]
  readonly asides: readonly string[]
}

/**
 * The share of a page's height at its top and bottom where running headers and footers stand, and on how many
 * pages they do at least.
 */
const EDGE = 0.1
const LEAST_PAGES = 3
const LEAST_SHARE = 0.4
const PAGE_NUMBER =
  /^[\p{P}\s]*(?:page|seite|pagina|página|p\.|стр\.?|第)?\s*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:\/|of|von|de|sur|di|из|頁|页|ページ)\s*\d{0,4})?[\p{P}\s]*$/iu

/** Takes running headers and footers out of the text, each to be said once, and page numbers altogether. */
export function withoutFurniture(pages: readonly Page[]): Page[] {
  const last = pages.at(-1)?.number ?? 0
  const counts = new Map<string, number>()
  for (const page of pages) {
    for (const key of new Set(edgesOf(page).map((line) => keyOf(line, page, last))))
      counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const least = Math.max(LEAST_PAGES, pages.length * LEAST_SHARE)
  const seen = new Set<string>()
  return pages.map((page) => {
    const edges = new Set(edgesOf(page))
    const isNumber = (line: Line) => pages.length > 1 && PAGE_NUMBER.test(line.text)
    const nameOf = (line: Line) => keyOf(line, page, last)
    const isFurniture = (line: Line) =>
      edges.has(line) && (isNumber(line) || (counts.get(nameOf(line)) ?? 0) >= least)
    const first = page.lines.filter((line) => isFurniture(line) && !isNumber(line) && !seen.has(nameOf(line)))
    for (const line of first) seen.add(nameOf(line))
    const asides = [...page.asides, ...first.map(({ text }) => text)]
    return { ...page, asides, lines: page.lines.filter((line) => !isFurniture(line)) }
  })
}

function edgesOf({ lines, height }: Page): Line[] {
  return lines.filter(({ y }) => y < height * EDGE || y > height * (1 - EDGE))
}

/**
 * The same line on the same level of another page, but for the number of the page and of all pages: other
 * numbers tell documents apart.
 */
function keyOf({ text, y }: Line, { number }: Page, last: number): string {
  const named = text
    .slice(0, 200)
    .replace(/\d+/gu, (digits) => (Number(digits) === number || Number(digits) === last ? '#' : digits))
  return `${Math.round(y / 4)} ${named}`
}
