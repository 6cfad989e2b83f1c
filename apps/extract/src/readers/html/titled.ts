import { headingTitle, type Part } from '../../text/extracted.ts'

/**
 * The page under the title that a person would give it: its own, else its first `<h1>`. A menu's or a
 * banner's heading often comes first, and a document is called by its first heading.
 */
export function titled(parts: readonly Part[], title: string): readonly Part[] {
  const headings = parts.filter(({ depth }) => depth !== undefined)
  const text = title === '' ? headings.find(({ depth }) => depth === 1)?.text : title
  const [first] = headings
  if (text === undefined || (first !== undefined && headingTitle(first.text) === headingTitle(text)))
    return parts
  return [{ text, depth: 1 }, ...parts]
}
