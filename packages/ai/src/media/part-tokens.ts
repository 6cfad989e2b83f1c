import { isRecord, optionalText, recordOf } from '../json/json.ts'
import { imageTokens } from './image-families.ts'
import { imageSizeOf } from './image-size.ts'

/** Audio: Gemini hears 32 tokens a second, more than anybody else; no codec in use takes fewer than 750 bytes for one, and WAV no fewer than 8,000. */
const AUDIO_TOKENS_PER_SECOND = 32
const AUDIO_BYTES_PER_SECOND = 750
const WAV_BYTES_PER_SECOND = 8_000
/** Video: Gemini sees 300 tokens a second; 100 kbit/s is the least that shows anything. */
const VIDEO_TOKENS_PER_BYTE = 300 / 12_500
/** A document: its text, packed, takes a token a byte, and its pages are seen too. */
const FILE_TOKENS_PER_BYTE = 2
/** What is only pointed at may fill the context of the usual model, and no more. */
const CONTEXT_TOKENS = 128_000

type Part = Readonly<Record<string, unknown>>

/** An upper bound of what a part that is no text costs with the dearest of the models; undefined when it is none that is known. */
export function mediaTokens(part: Part, models: readonly string[]): number | undefined {
  const type = optionalText(part['type']) ?? ''
  if (type.includes('image')) return imagePartTokens(part, models)
  if (type.includes('audio')) return Math.min(CONTEXT_TOKENS, audioTokens(part))
  if (type.includes('video')) return dataTokens(sourceOf(part), VIDEO_TOKENS_PER_BYTE)
  if (type.includes('file') || type === 'document') return dataTokens(sourceOf(part), FILE_TOKENS_PER_BYTE)
  return undefined
}

function imagePartTokens(part: Part, models: readonly string[]): number {
  const data = base64Of(sourceOf(part))
  const detail = recordOf(part['image_url'])['detail'] ?? part['detail']
  return imageTokens(models, data === undefined ? undefined : imageSizeOf(data), detail)
}

function audioTokens(part: Part): number {
  const source = sourceOf(part)
  const data = base64Of(source)
  if (data === undefined) return CONTEXT_TOKENS
  const isWav = data.startsWith('UklGR')
  const seconds = bytesOf(data) / (isWav ? WAV_BYTES_PER_SECOND : AUDIO_BYTES_PER_SECOND)
  return Math.ceil(seconds * AUDIO_TOKENS_PER_SECOND)
}

function dataTokens(source: string | undefined, tokensPerByte: number): number {
  const data = base64Of(source)
  return data === undefined
    ? CONTEXT_TOKENS
    : Math.min(CONTEXT_TOKENS, Math.ceil(bytesOf(data) * tokensPerByte))
}

/** Where the bytes of a part are: OpenAI's and Anthropic's fields, whole or inside of the part that its type names. */
function sourceOf(part: Part): string | undefined {
  const inner = [part, ...Object.values(part).filter(isRecord)]
  for (const fields of inner) {
    for (const name of ['url', 'image_url', 'video_url', 'audio_url', 'file_url', 'file_data', 'data']) {
      const value = optionalText(fields[name])
      if (value !== undefined) return value
    }
  }
  return undefined
}

/** What follows the comma of a data URL, or bare base64; undefined for an address. */
function base64Of(source: string | undefined): string | undefined {
  if (source === undefined || /^(https?|gs|file):/i.test(source)) return undefined
  return source.startsWith('data:') ? source.slice(source.indexOf(',') + 1) : source
}

function bytesOf(base64: string): number {
  return Math.ceil((base64.length * 3) / 4)
}
