import type { RequestContext } from '@bulkhead/contracts/context'

/** What must survive of a running turn, so that one whose object was reset can be ended and settled. */
export interface TurnRecord {
  readonly messageId: string
  readonly ctx: RequestContext
  readonly model: string
  readonly promptTokens: number
  readonly extraTokens: number
}

interface TurnRow extends Record<string, SqlStorageValue> {
  message_id: string
  context: string
  model: string
  prompt_tokens: number
  extra_tokens: number
}

/** The one running turn, if there is one. */
export class TurnStore {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  begin(messageId: string, ctx: RequestContext, model: string): void {
    this.#sql.exec(
      'INSERT INTO turn (message_id, context, model, prompt_tokens, extra_tokens) VALUES (?, ?, ?, 0, 0)',
      messageId,
      JSON.stringify(ctx),
      model,
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
    return { messageId, ctx, model, promptTokens, extraTokens }
  }

  end(): void {
    this.#sql.exec('DELETE FROM turn')
  }
}
