const NAMES = [
  'january januar janvier enero gennaio janeiro januari jan января январь',
  'february februar fevrier febrero febbraio fevereiro februari feb февраля февраль',
  'march marz mars marzo marco maart marts mar mrz марта март',
  'april avril abril aprile apr апреля апрель',
  'may mai mayo maggio maio mei maj мая май',
  'june juni juin junio giugno junho jun июня июнь',
  'july juli juillet julio luglio julho jul июля июль',
  'august aout agosto augustus aug августа август',
  'september septembre septiembre settembre setembro sept sep сентября сентябрь',
  'october oktober octobre octubre ottobre outubro oct okt октября октябрь',
  'november novembre noviembre novembro nov ноября ноябрь',
  'december dezember decembre diciembre dicembre dezembro dec dez декабря декабрь',
]
const MONTHS: ReadonlyMap<string, number> = new Map(
  NAMES.flatMap((names, at) => names.split(' ').map((name) => [name, at + 1])),
)
/** "may" is a verb, "mars" a planet and "sep" anything, unless a number stands beside them. */
const NEEDS_NUMBER = new Set([
  'may',
  'mars',
  'march',
  'mar',
  'maj',
  'jan',
  'dec',
  'sep',
  'nov',
  'marco',
  'mei',
  'mai',
])

/** Which month a folded word names. */
export function monthOf(word: string, isBesideNumber: boolean): number | undefined {
  return NEEDS_NUMBER.has(word) && !isBesideNumber ? undefined : MONTHS.get(word)
}
