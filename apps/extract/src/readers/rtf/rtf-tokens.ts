/** A piece of an RTF file. */
export type RtfToken =
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }
  | { readonly kind: 'word'; readonly word: string; readonly value: number | undefined }
  | { readonly kind: 'bytes'; readonly from: number; readonly to: number }
  | { readonly kind: 'byte'; readonly byte: number }

const OPEN = 123
const CLOSE = 125
const BACKSLASH = 92
const QUOTE = 39
const BLANK = 32
const MAX_WORD = 32

/** Cuts a file into groups, control words and runs of characters. */
export function* rtfTokens(bytes: Uint8Array): Generator<RtfToken> {
  let at = 0
  while (at < bytes.length) {
    const byte = bytes[at]
    if (byte === OPEN || byte === CLOSE) {
      yield { kind: byte === OPEN ? 'open' : 'close' }
      at += 1
    } else if (byte === BACKSLASH) {
      const { token, next } = controlAt(bytes, at + 1)
      at = next
      if (token === undefined) continue
      yield token
      // What follows is not to be read, and may hold anything.
      if (token.kind === 'word' && token.word === 'bin') at += Math.max(0, token.value ?? 0)
    } else {
      const from = at
      while (at < bytes.length && !isControl(bytes[at])) at += 1
      yield { kind: 'bytes', from, to: at }
    }
  }
}

function isControl(byte: number | undefined): boolean {
  return byte === OPEN || byte === CLOSE || byte === BACKSLASH
}

function controlAt(bytes: Uint8Array, at: number): { token: RtfToken | undefined; next: number } {
  const byte = bytes[at]
  if (byte === undefined) return { token: undefined, next: at }
  if (byte === QUOTE) {
    const value = Number.parseInt(String.fromCharCode(bytes[at + 1] ?? 0, bytes[at + 2] ?? 0), 16)
    return { token: Number.isNaN(value) ? undefined : { kind: 'byte', byte: value }, next: at + 3 }
  }
  if (!isLetter(byte)) {
    return { token: { kind: 'word', word: String.fromCharCode(byte), value: undefined }, next: at + 1 }
  }
  return wordAt(bytes, at)
}

function wordAt(bytes: Uint8Array, from: number): { token: RtfToken; next: number } {
  let at = from
  while (at - from < MAX_WORD && isLetter(bytes[at])) at += 1
  const word = String.fromCharCode(...bytes.subarray(from, at))
  const digits = at
  if (bytes[at] === 45) at += 1
  while (at - digits < MAX_WORD && isDigit(bytes[at])) at += 1
  const value =
    at === digits ? undefined : Number.parseInt(String.fromCharCode(...bytes.subarray(digits, at)), 10)
  // One blank ends a word and is no part of the text.
  if (bytes[at] === BLANK) at += 1
  return { token: { kind: 'word', word, value }, next: at }
}

function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90))
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= 57
}
