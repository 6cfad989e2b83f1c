import type { RequestContext } from '@bulkhead/contracts/context'
import type { EmbeddingUse } from '@bulkhead/contracts/rate-limit'

/** What must survive of a running turn, so that one whose object was reset can be ended and settled. */
export interface TurnRecord {
  readonly messageId: string
  readonly ctx: RequestContext
  readonly model: string
  readonly promptTokens: number
  readonly extraTokens: number
  /** What embedding the question took. */
  readonly embedded: EmbeddingUse | null
}

interface TurnRow extends Record<string, SqlStorageValue> {
  message_id: string
  context: string
  model: string
  prompt_tokens: number
  extra_tokens: number
  embedding_model: string | null
  embedding_tokens: number
}

/** The one running turn, if there is one. */
export class TurnStore {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  begin(messageId: string, ctx: RequestContext, model: string): void {
    this.#sql.exec(
      'INSERT INTO turn (message_id, context, model) VALUES (?, ?, ?)',
      messageId,
      JSON.stringify(ctx),
      model,
    )
  }

  noteEmbedded(messageId: string, { model, tokens }: EmbeddingUse): void {
    this.#sql.exec(
      'UPDATE turn SET embedding_model = ?, embedding_tokens = ? WHERE message_id = ?',
      model,
      tokens,
      messageId,
    )
  }

  /** From here on the model may have been asked. */
  noteAsked(messageId: string, promptTokens: number, extraTokens: number): void {
    this.#sql.exec(
      'UPDATE turn SET prompt_tokens = ?, extra_tokens = ? WHERE message_id = ?',
      promptTokens,
      extraTokens,
      messageId,
    )
  }

  running(): TurnRecord | undefined {
    const [row] = this.#sql.exec<TurnRow>('SELECT * FROM turn').toArray()
    if (row === undefined) return undefined
    const ctx: RequestContext = JSON.parse(row.context)
    const { message_id: messageId, model, prompt_tokens: promptTokens, extra_tokens: extraTokens } = row
    const { embedding_model, embedding_tokens: tokens } = row
    const embedded = embedding_model === null ? null : { model: embedding_model, tokens }
    return { messageId, ctx, model, promptTokens, extraTokens, embedded }
  }

  end(): void {
    this.#sql.exec('DELETE FROM turn')
  }
}
