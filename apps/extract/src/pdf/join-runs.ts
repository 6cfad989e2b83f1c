import type { Run } from './runs.ts'

/**
 * A gap wider than these many letter sizes is a blank; letters of scripts without blanks are often spread
 * further.
 */
const BLANK_GAP = 0.12
const BLANK_GAP_WITHOUT_BLANKS = 0.5
const SCRIPT_WITHOUT_BLANKS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u

/**
 * The text of runs that stand beside each other from left to right, in the order in which it is read, with a
 * blank where there is a gap.
 */
export function joinRuns(runs: readonly Run[], isRightToLeft: boolean): string {
  const ordered = isRightToLeft ? fromTheRight(runs) : runs
  let text = ''
  let last: Run | undefined
  for (const run of ordered) {
    if (last !== undefined && needsBlank(last, run, text)) text += ' '
    text += run.text
    last = run
  }
  return text.replace(/\s+/gu, ' ').trim()
}

function needsBlank(last: Run, run: Run, text: string): boolean {
  if (run.afterBlank && !isWithoutBlanks(text.at(-1), run.text[0])) return true
  const gap = run.x >= last.x ? run.x - last.right : last.x - run.right
  const least = isWithoutBlanks(text.at(-1), run.text[0]) ? BLANK_GAP_WITHOUT_BLANKS : BLANK_GAP
  return gap > least * Math.min(last.size, run.size)
}

/** Whether two letters follow each other without a blank even where a line ends between them. */
export function isWithoutBlanks(last = '', next = ''): boolean {
  return SCRIPT_WITHOUT_BLANKS.test(last) && SCRIPT_WITHOUT_BLANKS.test(next)
}

/** Read from the right; but Latin words and numbers among them run to the right still. */
function fromTheRight(runs: readonly Run[]): Run[] {
  const ordered: Run[] = []
  let latin: Run[] = []
  for (const run of runs.toReversed()) {
    if (run.isRightToLeft) {
      ordered.push(...latin.toReversed(), run)
      latin = []
    } else latin.push(run)
  }
  return [...ordered, ...latin.toReversed()]
}
