import { readFileSync } from 'node:fs'

import { parseJsonFile } from '@bulkhead/tenant-schema/parse-json-file'
import { InvalidArgumentError } from 'commander'

import { Failure, messageOf } from './failure.ts'

/** A JSON document of a file, or of standard input for `-`. @throws Failure when it is none */
export function readJson(file: string): unknown {
  const name = file === '-' ? 'standard input' : file
  try {
    return parseJsonFile(readFileSync(file === '-' ? 0 : file, 'utf8'))
  } catch (thrown) {
    throw new Failure(`${name}: ${messageOf(thrown)}`)
  }
}

/** `chat,search` as a list. */
export function commaList(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

/** Money is a decimal string, also where it has no cents. */
const IS_MONEY = /(^|\.)spendPer(Day|Month)$/

/** `name=value`, any number of times; a value that is JSON is what it says. */
export function assignment(text: string, before: Record<string, unknown> = {}): Record<string, unknown> {
  const at = text.indexOf('=')
  if (at < 1) throw new InvalidArgumentError('must be name=value')
  const name = text.slice(0, at)
  const value = text.slice(at + 1)
  const isText = IS_MONEY.test(name) && value !== 'null'
  return { ...before, [name]: isText ? value : valueOf(value) }
}

function valueOf(text: string): unknown {
  if (!/^(true|false|null|-?\d+|[[{"].*)$/.test(text)) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** A path such as `budget.tokensPerDay` as the merge patch that sets it. */
export function patchOf(assignments: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const patch: Record<string, unknown> = {}
  for (const [path, value] of Object.entries(assignments)) setAt(patch, path.split('.'), value)
  return patch
}

function setAt(
  target: Record<string, unknown>,
  [step = '', ...rest]: readonly string[],
  value: unknown,
): void {
  if (rest.length === 0) {
    target[step] = value
    return
  }
  const inner = target[step]
  const next: Record<string, unknown> =
    typeof inner === 'object' && inner !== null ? Object.fromEntries(Object.entries(inner)) : {}
  setAt(next, rest, value)
  target[step] = next
}

/** A duration as people write it: `0`, `90s`, `15m`, `24h`, `7d`; in seconds. */
export function seconds(text: string): number {
  const [, digits, unit = 's'] = /^(\d+)([smhd])?$/.exec(text) ?? []
  const factor = { s: 1, m: 60, h: 3_600, d: 86_400 }[unit]
  if (digits === undefined || factor === undefined) {
    throw new InvalidArgumentError('must be a time such as 0, 90s, 15m, 24h or 7d')
  }
  return Number(digits) * factor
}
