import { crc32, deflateRawSync } from 'node:zlib'

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const VERSION = 20
const DEFLATE = 8

/** A zip archive of one file: `bytes` zeros or spaces packed a thousand times smaller. */
export function zipBomb(name: string, bytes: number): Uint8Array<ArrayBuffer> {
  const content = Buffer.alloc(bytes, ' ')
  const packed = deflateRawSync(content, { level: 9 })
  const path = Buffer.from(name)
  const about = fields([
    [2, VERSION],
    [2, 0],
    [2, DEFLATE],
    [4, 0],
    [4, crc32(content)],
    [4, packed.length],
    [4, bytes],
    [2, path.length],
    [2, 0],
  ])
  const local = Buffer.concat([fields([[4, LOCAL]]), about, path, packed])
  const central = Buffer.concat([
    fields([
      [4, CENTRAL],
      [2, VERSION],
    ]),
    about,
    Buffer.alloc(14),
    path,
  ])
  const end = fields([
    [4, END],
    [4, 0],
    [2, 1],
    [2, 1],
    [4, central.length],
    [4, local.length],
    [2, 0],
  ])
  return new Uint8Array(Buffer.concat([local, central, end]))
}

/** Numbers one after another, each in so many bytes, the smallest first. */
function fields(numbers: readonly (readonly [size: number, value: number])[]): Buffer {
  return Buffer.concat(
    numbers.map(([size, value]) => {
      const field = Buffer.alloc(size)
      field.writeUIntLE(value, 0, size)
      return field
    }),
  )
}
