/** In pixels. */
export interface ImageSize {
  readonly width: number
  readonly height: number
}

/** What an image may cost: of this size, or of any when it is unknown. `detail` is OpenAI's. */
type ImageTokens = (size: ImageSize | undefined, detail: unknown) => number

interface ImageFamily {
  readonly models: RegExp
  readonly tokens: ImageTokens
}

/** OpenAI scales an image into 2,048 px, its shorter side to 768 px, and counts tiles of 512 px: at most eight. */
function tiles(base: number, perTile: number): ImageTokens {
  return (size, detail) => {
    if (detail === 'low') return base
    if (size === undefined) return base + 8 * perTile
    const long = Math.max(size.width, size.height)
    const short = Math.min(size.width, size.height)
    const scale = Math.min(1, 2_048 / long, 768 / short)
    return base + Math.ceil((long * scale) / 512) * Math.ceil((short * scale) / 512) * perTile
  }
}

/** Squares of so many pixels, each a token times a factor, up to the most that the model sees before it scales the image down. */
function squares(pixels: number, most: number, factor = 1): ImageTokens {
  return (size) => {
    const count = size === undefined ? most : Math.ceil(size.width / pixels) * Math.ceil(size.height / pixels)
    return Math.ceil(Math.min(most, count) * factor)
  }
}

const exactly =
  (tokens: number): ImageTokens =>
  () =>
    tokens

const ofGpt54 = (size: ImageSize | undefined, detail: unknown) =>
  squares(32, detail === 'original' ? 10_000 : 2_500)(size, detail)

/** Gemini takes small images whole and crops others into tiles whose side depends on the shorter one; Gemini 3 spends up to 2,240 on any. */
const ofGemini: ImageTokens = (size) => {
  if (size === undefined) return 16 * 258
  const { width, height } = size
  if (width <= 384 && height <= 384) return 258
  const tile = Math.min(768, Math.max(256, Math.min(width, height) / 1.5))
  return Math.min(16, Math.ceil(width / tile) * Math.ceil(height / tile)) * 258
}

const ofGemini3: ImageTokens = exactly(2_240)

/**
 * The first that matches counts. Sources: OpenAI "Images and vision", Anthropic "Vision", Google "Understand and count tokens" and "Media resolution",
 * the processors of Llama 3.2 Vision and Llama 4, Qwen2.5-VL and Qwen3-VL, Gemma 3, Pixtral, LLaVA and Phi-3.5-vision on Hugging Face, xAI "Image understanding".
 */
const FAMILIES: readonly ImageFamily[] = [
  { models: /gpt-4o-mini/, tokens: tiles(2_833, 5_667) },
  { models: /gpt-(4\.1|5)-nano/, tokens: squares(32, 1_536, 2.46) },
  { models: /o4-mini/, tokens: squares(32, 1_536, 1.72) },
  { models: /gpt-(4\.1|5)-mini|codex-mini/, tokens: squares(32, 1_536, 1.62) },
  { models: /gpt-5\.\d/, tokens: ofGpt54 },
  { models: /gpt-5/, tokens: tiles(70, 140) },
  { models: /(^|\/)o[13](-|$)/, tokens: tiles(75, 150) },
  { models: /claude/, tokens: squares(28, 4_784, 1.05) },
  { models: /gemini-3/, tokens: ofGemini3 },
  { models: /gemini/, tokens: ofGemini },
  { models: /gemma/, tokens: exactly(260) },
  { models: /llama-3\.2.*vision|llama3\.2-vision/, tokens: exactly(4 * 1_601 + 4) },
  { models: /llama-?4/, tokens: exactly(17 * 146) },
  { models: /qwen|qvq/, tokens: (size) => Math.max(66, squares(28, 16_384)(size, undefined) + 2) },
  { models: /pixtral|mistral|ministral|magistral/, tokens: exactly(64 * 65) },
  { models: /llava|uform/, tokens: exactly(2_880) },
  { models: /phi-.*vision|phi-4-multimodal/, tokens: exactly(2_625) },
  { models: /grok/, tokens: exactly(7 * 256) },
]

/** GPT-4o's: what speaks OpenAI's API and is not known is taken for it. */
const OTHERS = tiles(85, 170)

/** An upper bound of what an image costs with the dearest of the models that may answer. */
export function imageTokens(models: readonly string[], size: ImageSize | undefined, detail: unknown): number {
  const prices = models.map((model) => familyOf(model)(size, detail))
  return prices.length === 0 ? OTHERS(size, detail) : Math.max(...prices)
}

function familyOf(model: string): ImageTokens {
  const name = model.toLowerCase()
  return FAMILIES.find(({ models }) => models.test(name))?.tokens ?? OTHERS
}
