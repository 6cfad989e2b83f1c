import { expect, test } from 'vitest'

import { imageTokens, type ImageSize } from './image-families.ts'
import { imageSizeOf } from './image-size.ts'

const base64 = (...bytes: readonly (number | string)[]) =>
  Buffer.concat(
    bytes.map((piece) => (typeof piece === 'string' ? Buffer.from(piece, 'latin1') : Buffer.from([piece]))),
  ).toString('base64')
const big = (value: number) => String.fromCharCode(value >> 8, value & 255)
const little = (value: number) => String.fromCharCode(value & 255, value >> 8)
const padding = '\0'.repeat(40)

const png = base64('\x89PNG\r\n\x1a\n', '\0\0\0\rIHDR', '\0\0', big(640), '\0\0', big(480), padding)
const gif = base64('GIF89a', little(640), little(480), padding)
const jpeg = (before: string) =>
  base64('\xff\xd8', before, '\xff\xc0', big(17), '\x08', big(480), big(640), padding)
const webp = (form: string, body: string) => base64('RIFF\0\0\0\0WEBP', form, body, padding)

test.each([
  ['PNG', png],
  ['GIF', gif],
  ['JPEG', jpeg('')],
  ['JPEG behind a profile', jpeg(`\xff\xe2${big(40_002)}${'\0'.repeat(40_000)}`)],
  ['WebP, lossy', webp('VP8 ', `\0\0\0\0\0\0\0\x9d\x01\x2a${little(640)}${little(480)}`)],
  ['WebP, lossless', webp('VP8L', '\0\0\0\0\x2f\x7f\xc2\x77\0')],
  ['WebP, extended', webp('VP8X', `\0\0\0\0\0\0\0\0\x7f\x02\0\xdf\x01\0`)],
])('%s says its size', (_, data) => {
  expect(imageSizeOf(data)).toEqual({ width: 640, height: 480 })
})

test.each([
  '',
  'AAAA',
  '!!!!',
  base64('\xff\xd8\xff'),
  base64('\xff\xd8', padding),
  base64('\x89PNG\r\n\x1a\n'),
  png.slice(0, 24),
])('bytes that say no size (%#) may be any', (data) => expect(imageSizeOf(data)).toBeUndefined())

const WIDE: ImageSize = { width: 1_024, height: 1_024 }

/** From the providers' own pages. */
test.each([
  ['gpt-4o', WIDE, 'high', 765],
  ['gpt-4o', { width: 2_048, height: 4_096 }, 'high', 1_105],
  ['gpt-4o', { width: 4_096, height: 8_192 }, 'low', 85],
  ['gpt-4o', undefined, undefined, 1_445],
  ['gpt-5', WIDE, undefined, 630],
  ['o3', WIDE, undefined, 675],
  ['gpt-4o-mini', WIDE, 'low', 2_833],
  ['gpt-4.1-mini', WIDE, undefined, 1_659],
  ['gpt-4.1-nano', undefined, undefined, 3_779],
  ['o4-mini', WIDE, undefined, 1_762],
  ['gpt-5.4', undefined, 'original', 10_000],
  ['claude-sonnet-4-5', { width: 1_000, height: 1_000 }, undefined, 1_361],
  ['gemini-2.5-flash', { width: 384, height: 384 }, undefined, 258],
  ['gemini-2.5-flash', { width: 960, height: 540 }, undefined, 6 * 258],
  ['gemini-3-pro-preview', WIDE, undefined, 2_240],
  ['@cf/google/gemma-3-12b-it', WIDE, undefined, 260],
  ['@cf/meta/llama-3.2-11b-vision-instruct', WIDE, undefined, 6_408],
  ['@cf/meta/llama-4-scout-17b-16e-instruct', undefined, undefined, 2_482],
  ['Qwen/Qwen2.5-VL-7B-Instruct', WIDE, undefined, 1_371],
  ['qwen3-vl', undefined, undefined, 16_386],
  ['grok-4', undefined, undefined, 1_792],
  ['somebody/else', WIDE, undefined, 765],
])('%s %j %s: %i tokens', (model, size, detail, tokens) => {
  expect(imageTokens([model], size, detail)).toBe(tokens)
})
