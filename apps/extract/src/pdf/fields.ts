import type { Run } from './runs.ts'

/** The parts of an annotation of PDF.js that say what a person sees written. */
export type Annotation = object & {
  readonly subtype?: unknown
  readonly fieldType?: unknown
  readonly fieldValue?: unknown
  readonly hidden?: unknown
  readonly password?: unknown
  readonly contentsObj?: unknown
  readonly rect?: unknown
  readonly checkBox?: unknown
  readonly radioButton?: unknown
}

const FIELD_SIZE = 10
/** From the top of a field's frame to the baseline, for a field of one line. */
const MAX_FIELD_UNITS = 100_000

/** What was typed or chosen in forms, and text laid on the page, as runs at their places. */
export function writtenOf(annotations: readonly Annotation[], viewport: readonly number[]): Run[] {
  return annotations.flatMap((annotation) => {
    const text = textOf(annotation)
    const rect = numbersOf(annotation.rect)
    return text === '' || annotation.hidden === true ? [] : linesIn(text, rect, viewport)
  })
}

function textOf({ subtype, fieldType, fieldValue, contentsObj, password }: Annotation): string {
  if (subtype === 'FreeText') return stringOf(propertyOf(contentsObj, 'str'))
  if (subtype !== 'Widget' || password === true) return ''
  if (fieldType !== 'Tx' && fieldType !== 'Ch') return ''
  return Array.isArray(fieldValue) ? fieldValue.map(stringOf).join(', ') : stringOf(fieldValue)
}

function linesIn(text: string, rect: readonly number[], viewport: readonly number[]): Run[] {
  const [a = 1, b = 0, c = 0, d = -1, e = 0, f = 0] = viewport
  const [left = 0, low = 0, right = 0, high = 0] = rect
  const lines = text.slice(0, MAX_FIELD_UNITS).split(/\r\n?|\n/u)
  const corners = [
    [a * left + c * low + e, b * left + d * low + f],
    [a * right + c * high + e, b * right + d * high + f],
  ] as const
  const [[x1, y1], [x2, y2]] = corners
  const top = Math.min(y1, y2)
  const step = Math.abs(y2 - y1) / lines.length
  return lines
    .map((line, at) => ({ line: line.trim(), y: top + (at + 0.5) * step + FIELD_SIZE * 0.35 }))
    .filter(({ line }) => line !== '')
    .map(({ line, y }) => ({
      text: line,
      x: Math.min(x1, x2),
      right: Math.min(x1, x2) + Math.min(Math.abs(x2 - x1), line.length * FIELD_SIZE * 0.5),
      y,
      size: FIELD_SIZE,
      font: '',
      isRightToLeft: /[\u0590-\u08ff]/u.test(line),
      afterBlank: true,
    }))
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function numbersOf(value: unknown): number[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'number') : []
}
