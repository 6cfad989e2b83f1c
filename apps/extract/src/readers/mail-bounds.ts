/** Parts of all messages together; each takes the parser some kilobytes. */
const MAX_PARTS = 5_000
const MAX_BOUNDARIES = 100
/** Each level is read anew. */
const MAX_MESSAGES = 100
const BOUNDARY = /boundary="?([^"\s;]{1,100})/giu
const MESSAGE = 'message/rfc822'

/** Whether a message has as many parts as people's have, before a parser makes something of each. */
export function hasFewParts(bytes: Uint8Array): boolean {
  const text = new TextDecoder('windows-1252').decode(bytes)
  const boundaries = new Set<string>()
  for (const [, boundary = ''] of text.matchAll(BOUNDARY)) {
    boundaries.add(boundary)
    if (boundaries.size > MAX_BOUNDARIES) return false
  }
  const parts = [...boundaries].reduce((sum, boundary) => sum + timesOf(text, `\n--${boundary}`), 0)
  return parts <= MAX_PARTS && timesOf(text.toLowerCase(), MESSAGE) <= MAX_MESSAGES
}

function timesOf(text: string, word: string): number {
  let times = 0
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) times += 1
  return times
}
