/** The same bytes in pieces of one size, the last one smaller. */
export async function* piecesOf(
  chunks: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let held: Uint8Array[] = []
  let filled = 0
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.byteLength;) {
      const part = chunk.subarray(from, from + size - filled)
      held.push(part)
      filled += part.byteLength
      from += part.byteLength
      if (filled < size) continue
      yield joined(held, filled)
      held = []
      filled = 0
    }
  }
  if (filled > 0) yield joined(held, filled)
}

/** All bytes as one, or the first `most` of them. */
export async function wholeOf(chunks: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array> {
  for await (const piece of piecesOf(chunks, most)) return piece
  return new Uint8Array()
}

function joined(parts: readonly Uint8Array[], bytes: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(bytes)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.byteLength
  }
  return whole
}
