import * as z from 'zod/mini'

import type { RequestContext } from './context.ts'
import type { DocumentFormat } from './http/documents.ts'
import type { Outcome } from './outcome.ts'

/** A paragraph, list, table or heading of a document, by its place in the clean text. */
export interface Block {
  readonly start: number
  readonly end: number
  /** 1-6 when the block is a heading; `title` is its plain text. */
  readonly heading?: { readonly depth: number; readonly title: string }
  readonly page?: number
  /** Where its header row or its key is: what a chunk that begins below it repeats. */
  readonly lead?: Range
}

/** A piece of the clean text, `[start, end)`. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** What a document says, whatever its format was: clean text and where its parts are. */
export interface Extracted {
  readonly text: string
  readonly blocks: readonly Block[]
  /**
   * What the file itself says it is called; a document without a title of its own is then named by its first
   * heading.
   */
  readonly title?: string
}

/** `[start, end, depth, title, page]` of a block, and `[start, end]` of its lead. */
const BlockRow = z.tuple([
  z.int(),
  z.int(),
  z.nullable(z.int()),
  z.nullable(z.string()),
  z.nullable(z.int()),
  z.optional(z.tuple([z.int(), z.int()])),
])
export type BlockRow = z.infer<typeof BlockRow>

/**
 * A line of {@link Reading}'s `lines`, as JSON: some blocks, the next piece of the text, or, as the last one,
 * how
 * much there was of both, and the title. The text may be larger than a message between Workers.
 */
export const ReadingLine = z.union([
  z.string(),
  z.array(BlockRow),
  z.strictObject({ units: z.int(), blocks: z.int(), title: z.optional(z.string()) }),
])
export type ReadingLine = z.infer<typeof ReadingLine>

/** What came of reading: the document's own fault, said to its owner, or what it says. */
export type Reading =
  | {
      readonly problem: { readonly code: string; readonly message: string }
      /** It has no text but pictures, in which somebody else may recognize some. */
      readonly isPicture?: boolean
    }
  | { readonly lines: ReadableStream<Uint8Array> }

export interface ReadInput {
  readonly format: DocumentFormat
  /** The encoding that a text was sent with. */
  readonly charset?: string
  /** What its owner calls the file. */
  readonly fileName?: string
}

/** Implemented by apps/extract (entrypoint `Extract`); called by rag. */
export interface ExtractService {
  /**
   * `bytes`: the whole file, up to 25 MiB. A call that throws has ended its Worker, or never reached it: ask
   * `ping` which. `onStart` is called, and waited for, once nothing else is read in the Worker any more: what
   * ends it before is another document.
   */
  read(
    ctx: RequestContext,
    input: ReadInput,
    bytes: Uint8Array,
    onStart?: () => void | Promise<void>,
  ): Promise<Outcome<Reading>>
  ping(): Promise<'ok'>
}
