/** One numbered passage that an answer may quote. */
export interface Source {
  readonly n: number
  readonly title: string
  /** What stands above the passage in its document. */
  readonly section?: string
  readonly text: string
}

export interface GroundedQuestion {
  readonly sources: readonly Source[]
  readonly question: string
}

const BLOCK = /<sources>\n([\s\S]*?)<\/sources>\s*Question: ([\s\S]*)$/
const SOURCE =
  /<source n="(\d+)" title="([^"]*)"(?: section="([^"]*)")?(?: page="[^"]*")?>\n([\s\S]*?)\n<\/source>/g

/** Reads the sources and the question out of a message, if it holds any. Text inside is escaped, so a document cannot close its source. */
export function readSources(message: string): GroundedQuestion | undefined {
  const [, block, question] = BLOCK.exec(message) ?? []
  if (block === undefined || question === undefined) return undefined
  const sources = Array.from(block.matchAll(SOURCE), ([, n, title, section, text]) => ({
    n: Number(n),
    title: unescape(title ?? ''),
    ...(section === undefined ? {} : { section: unescape(section) }),
    text: unescape(text ?? ''),
  }))
  return { sources, question: question.trim() }
}

function unescape(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&')
}
