import type { CorpusStores } from '../tables/corpus-stores.ts'
import type { VersionRow } from '../tables/version-row.ts'

/** The version is gone for everyone at once; the stores forget it later, by alarm. */
export function discardVersion(
  { documents, discards }: CorpusStores,
  version: VersionRow,
  nowMs: number,
): void {
  discards.add(version, nowMs)
  documents.removeVersion(version.key)
}
