const encoder = new TextEncoder()

interface Packed {
  readonly name: string
  readonly content: Uint8Array
  /** What the directory says; by default the truth. */
  readonly bytes?: number
  readonly flags?: number
}

/** A zip of these files, each deflated. */
export async function zipOf(files: readonly Packed[]): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let at = 0
  for (const { name, content, bytes = content.byteLength, flags = 0 } of files) {
    const data = await deflated(content)
    const label = encoder.encode(name)
    const about = [numbers([20, flags, 8, 0, 0], 2), numbers([0, data.byteLength, bytes], 4)]
    const lengths = numbers([label.byteLength, 0], 2)
    const local = joined([numbers([0x04034b50], 4), ...about, lengths, label, data])
    directory.push(
      joined([
        numbers([0x02014b50], 4),
        numbers([20], 2),
        ...about,
        lengths,
        numbers([0, 0, 0], 2),
        numbers([0, at], 4),
        label,
      ]),
    )
    parts.push(local)
    at += local.byteLength
  }
  const listed = joined(directory)
  const end = [numbers([0x06054b50], 4), numbers([0, 0, files.length, files.length], 2)]
  return joined([...parts, listed, ...end, numbers([listed.byteLength, at], 4), numbers([0], 2)])
}

async function deflated(content: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([new Uint8Array(content)])
    .stream()
    .pipeThrough(new CompressionStream('deflate-raw'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

function numbers(values: readonly number[], size: 2 | 4): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * size))
  for (const [at, value] of values.entries()) {
    if (size === 2) view.setUint16(at * size, value, true)
    else view.setUint32(at * size, value, true)
  }
  return new Uint8Array(view.buffer)
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.byteLength
  }
  return whole
}
