/** What stands before the document and is about it. */
export interface FrontMatter {
  readonly title: string | undefined
  /** All but the title, as it is written. */
  readonly rest: string
  /** Where the document begins. */
  readonly end: number
}

const MAX_UNITS = 20_000
const OPENING = /^(---|\+\+\+)[ \t]*\n/
const FIELD = /^[\w-]{1,80}[ \t]*[:=]/mu
const TITLE = /^title[ \t]*[:=][ \t]*(.{1,600})$/imu

/** @returns undefined where the first line is nothing but a rule */
export function frontMatterOf(text: string): FrontMatter | undefined {
  const [opening, marks] = OPENING.exec(text.slice(0, 200)) ?? []
  if (opening === undefined) return undefined
  const start = text.slice(0, MAX_UNITS)
  const closing = marks === '---' ? /^(?:---|\.\.\.)[ \t]*$/gmu : /^\+\+\+[ \t]*$/gmu
  closing.lastIndex = opening.length
  const found = closing.exec(start)
  if (found === null) return undefined
  const fields = start.slice(opening.length, found.index)
  if (!FIELD.test(fields)) return undefined
  const title = TITLE.exec(fields)?.[1]
    ?.trim()
    .replace(/^(["'])(.*)\1$/u, '$2')
  return {
    title: title === '' ? undefined : title,
    rest: fields
      .replace(TITLE, '')
      .trim()
      .replace(/\n{2,}/gu, '\n'),
    end: found.index + found[0].length,
  }
}
