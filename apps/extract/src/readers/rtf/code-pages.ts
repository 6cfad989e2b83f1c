/** The encodings of fonts, by the number that RTF gives their character set. */
const CHARACTER_SETS: Readonly<Record<number, string>> = {
  77: 'macintosh',
  128: 'shift_jis',
  129: 'euc-kr',
  134: 'gbk',
  136: 'big5',
  161: 'windows-1253',
  162: 'windows-1254',
  163: 'windows-1258',
  177: 'windows-1255',
  178: 'windows-1256',
  186: 'windows-1257',
  204: 'windows-1251',
  222: 'windows-874',
  238: 'windows-1250',
}
const CODE_PAGES: Readonly<Record<number, string>> = {
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  874: 'windows-874',
  10000: 'macintosh',
  65001: 'utf-8',
}

/** Windows' default where nothing else is said. */
export const DEFAULT_ENCODING = 'windows-1252'

export function encodingOfSet(set: number): string | undefined {
  return CHARACTER_SETS[set]
}

export function encodingOfPage(page: number): string {
  if (page >= 1250 && page <= 1258) return `windows-${page}`
  return CODE_PAGES[page] ?? DEFAULT_ENCODING
}
