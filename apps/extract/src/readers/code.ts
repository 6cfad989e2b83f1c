import type { Block, Extracted } from '@bulkhead/contracts/extract'

import { cleanText, requireRoom } from '../text/extracted.ts'

/** Code that is not indented and begins something: more than a closing bracket. */
const BEGINS = /^[^\s})\]#/*;-]/u
const COMMENT = /^(?:#|\/\/|\/\*|\*|--|;|"""|''')/u

/** Source code as it is; what begins at the margin behind an empty line begins a block. */
export function extractCode(raw: string): Extracted {
  const text = cleanText(raw)
  const blocks: Block[] = []
  let start = 0
  let isAfterEmpty = true
  for (let at = 0; at < text.length;) {
    const newline = text.indexOf('\n', at)
    const end = newline < 0 ? text.length : newline
    const isEmpty = text.slice(at, end).trim() === ''
    if (!isEmpty && isAfterEmpty && begins(text, at)) {
      push(blocks, text, start, at)
      start = at
    }
    isAfterEmpty = isEmpty
    at = end + 1
  }
  push(blocks, text, start, text.length)
  return { text, blocks }
}

function begins(text: string, at: number): boolean {
  const line = text.slice(at, at + 4)
  return BEGINS.test(line) || COMMENT.test(line)
}

function push(blocks: Block[], text: string, from: number, to: number): void {
  let [start, end] = [from, to]
  while (start < end && text.charCodeAt(start) === 10) start += 1
  while (end > start && text.charCodeAt(end - 1) <= 32) end -= 1
  if (end === start) return
  blocks.push({ start, end })
  requireRoom(text.length, blocks.length)
}
