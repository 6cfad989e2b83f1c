import * as z from 'zod/mini'

/** What was measured of one collection; a share is between 0 and 1. Without questions there is nothing about answers. */
export interface Quality {
  readonly ndcg: number
  readonly recall: number
  /** Answerable questions that were answered. */
  readonly kept?: number
  /** Answerable questions whose answer cites the right document. */
  readonly right?: number
  /** Unrelated questions that were refused. */
  readonly refused?: number
  /** Quotes that are word for word in the document they name. */
  readonly trueQuotes?: number
}

const share = z.optional(z.number().check(z.gte(0), z.lte(1)))
const Floor = z.strictObject({
  ndcg: share,
  recall: share,
  kept: share,
  right: share,
  refused: share,
  trueQuotes: share,
})

/** The least that each collection must reach, by its name. */
export const Floors = z.record(z.string(), Floor)
export type Floors = z.infer<typeof Floors>

/** What is below its floor, as messages. A figure that has a floor but was not measured is below it too. */
export function problemsOf(name: string, quality: Quality, floors: Floors): string[] {
  const measured = new Map(Object.entries(quality))
  return Object.entries(floors[name] ?? {}).flatMap(([figure, least]) => {
    const value = measured.get(figure)
    if (least === undefined || (value !== undefined && value >= least)) return []
    return [`${name}: ${figure} is ${value?.toFixed(3) ?? 'not measured'}, below ${least}`]
  })
}
