import type { Passage } from './passage.ts'

/**
 * One result for what several documents say in the same words under the same headings, if a filter cannot tell
 * them apart: the best one, which names the documents of the others.
 */
export function foldDuplicates(passages: readonly Passage[]): Passage[] {
  const kept = new Map<string, Passage>()
  for (const passage of passages) {
    const metadata = Object.entries(passage.metadata).toSorted(([a], [b]) => (a < b ? -1 : 1))
    const key = JSON.stringify([passage.heading ?? '', passage.text.replaceAll(/\s+/gu, ' '), metadata])
    const known = kept.get(key)
    kept.set(key, known === undefined ? passage : withDuplicate(known, passage.documentId))
  }
  return [...kept.values()]
}

function withDuplicate(passage: Passage, documentId: string): Passage {
  const duplicates = passage.duplicates ?? []
  if (documentId === passage.documentId || duplicates.includes(documentId)) return passage
  return { ...passage, duplicates: [...duplicates, documentId] }
}
