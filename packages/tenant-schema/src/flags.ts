import * as z from 'zod/mini'

const toggle = (description: string) => z.exactOptional(z.boolean().check(z.describe(description)))

/**
 * Every flag there is; each may be left out. A flag makes the service poorer or richer in an emergency. It
 * never decides security, admission or budgets, since it may come from a store that is down, late or wrong.
 */
export const FlagOverrides = z.strictObject({
  'retrieval.vectors': toggle('Search by meaning too. false: by words only, and Vectorize is not asked.'),
  'ingest.embedding': toggle('Embed documents. false: they stay searchable by words until it is true again.'),
  'chat.fallbackModels': toggle(
    'Try the fallback models when the first one fails. false: the first one only.',
  ),
})
export type FlagOverrides = z.infer<typeof FlagOverrides>

export type Flags = Required<FlagOverrides>

/** What applies where no layer says otherwise, and when no layer can be read. */
export const FLAG_DEFAULTS: Flags = {
  'retrieval.vectors': true,
  'ingest.embedding': true,
  'chat.fallbackModels': true,
}
