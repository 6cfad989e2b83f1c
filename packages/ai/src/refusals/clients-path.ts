const IN_MESSAGES = /^messages\[(\d+)\](.*)$/s

/** A place in the messages that were sent, as the client counts them: `own` of ours come first, and some dialects move them. */
export function clientsPath(path: string, own: number, isMoved: boolean): string {
  const [, at, rest] = IN_MESSAGES.exec(path) ?? []
  if (at === undefined) return path
  const index = Number(at) - own
  return isMoved || index < 0 ? 'messages' : `messages[${index}]${rest}`
}
