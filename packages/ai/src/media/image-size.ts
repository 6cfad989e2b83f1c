import type { ImageSize } from './image-families.ts'

/** A frame header stands this far into a JPEG at most, behind profiles and previews. */
const HEADER_BYTES = 256 * 1_024
const FIRST_BYTES = 64

type Reader = (bytes: DataView) => ImageSize | undefined

/** Reads the size from the first bytes of a PNG, GIF, WebP or JPEG in base64. Undefined when they do not say: then it may be any. */
export function imageSizeOf(base64: string): ImageSize | undefined {
  const start = decode(base64, FIRST_BYTES)
  const reader = start === undefined ? undefined : readerOf(start)
  if (start === undefined || reader === undefined) return undefined
  const bytes = reader === readJpeg ? decode(base64, HEADER_BYTES) : start
  try {
    const size = bytes === undefined ? undefined : reader(bytes)
    return size !== undefined && size.width > 0 && size.height > 0 ? size : undefined
  } catch {
    // It ends before it says.
    return undefined
  }
}

function decode(base64: string, bytes: number): DataView | undefined {
  try {
    const text = atob(base64.slice(0, Math.ceil(bytes / 3) * 4))
    return new DataView(Uint8Array.from(text, (character) => character.charCodeAt(0)).buffer)
  } catch {
    return undefined
  }
}

function readerOf(bytes: DataView): Reader | undefined {
  if (bytes.byteLength < 12) return undefined
  if (bytes.getUint32(0) === 0x89504e47) return readPng
  if (bytes.getUint32(0) === 0x47494638) return readGif
  if (bytes.getUint32(0) === 0x52494646 && bytes.getUint32(8) === 0x57454250) return readWebp
  return bytes.getUint16(0) === 0xffd8 ? readJpeg : undefined
}

function readPng(bytes: DataView): ImageSize {
  return { width: bytes.getUint32(16), height: bytes.getUint32(20) }
}

function readGif(bytes: DataView): ImageSize {
  return { width: bytes.getUint16(6, true), height: bytes.getUint16(8, true) }
}

function readWebp(bytes: DataView): ImageSize | undefined {
  const form = bytes.getUint32(12)
  // 'VP8X', 'VP8L', 'VP8 '
  if (form === 0x56503858) return { width: 1 + uint24(bytes, 24), height: 1 + uint24(bytes, 27) }
  if (form === 0x5650384c) {
    const bits = bytes.getUint32(21, true)
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >> 14) & 0x3fff) }
  }
  if (form !== 0x56503820) return undefined
  return { width: bytes.getUint16(26, true) & 0x3fff, height: bytes.getUint16(28, true) & 0x3fff }
}

function uint24(bytes: DataView, at: number): number {
  return bytes.getUint16(at, true) | (bytes.getUint8(at + 2) << 16)
}

/** Skips from segment to segment until one starts a frame. */
function readJpeg(bytes: DataView): ImageSize | undefined {
  for (let at = 2; bytes.getUint8(at) === 0xff; at += 2 + bytes.getUint16(at + 2)) {
    if (isFrame(bytes.getUint8(at + 1)))
      return { width: bytes.getUint16(at + 7), height: bytes.getUint16(at + 5) }
  }
  return undefined
}

/** SOF0 to SOF15 without the tables among them. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
}
