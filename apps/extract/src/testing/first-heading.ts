import type { Extracted } from '@bulkhead/contracts/extract'

export function firstHeading({ blocks }: Extracted): string | undefined {
  return blocks.find(({ heading }) => heading !== undefined)?.heading?.title
}
