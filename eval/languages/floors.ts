import * as z from 'zod/mini'

/** recall@5 of each search on the set of one language. */
export interface Found {
  readonly words: number
  readonly hybrid: number
  readonly vector: number
}

/** The set that all others are compared with: the same subjects and questions in English. */
export const REFERENCE = 'en'

/** The share of English recall that every language must reach. */
const SHARE = { words: 0.9, hybrid: 0.95 } as const

const share = z.number().check(z.gte(0), z.lte(1))

/** The least that each set must reach, by its name. */
export const LanguageFloors = z.record(z.string(), z.strictObject({ words: share, hybrid: share }))
export type LanguageFloors = z.infer<typeof LanguageFloors>

/**
 * What is below its floor or too far below English, as messages. Hybrid may not find less than words alone,
 * however little the embedding model knows of a language.
 */
export function problemsOf(found: ReadonlyMap<string, Found>, floors: LanguageFloors): string[] {
  const english = found.get(REFERENCE)
  return [...found].flatMap(([name, recall]) => {
    const floor = floors[name]
    const lost = recall.hybrid < recall.words ? [`${name}: hybrid finds less than words alone`] : []
    return (['words', 'hybrid'] as const)
      .flatMap((search) => {
        const least = Math.max(floor?.[search] ?? 0, SHARE[search] * (english?.[search] ?? 0))
        if (recall[search] >= least) return []
        return [`${name}: recall of ${search} is ${recall[search].toFixed(3)}, below ${least.toFixed(3)}`]
      })
      .concat(lost)
  })
}
