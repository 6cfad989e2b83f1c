/** Short forms that a name, a number or an explanation follows, in the languages that are met most. */
const SHORT_FORMS =
  'Hrn Mr Mrs Ms Mx Dr Prof Sr Jr St Sta Ste Rev Hon Gen Col Capt Lt Sgt Messrs Mme Mlle Hr Fr Frl Dipl Ing Sra Srta Dra Ud Uds Sig dott ' +
  'vs cf al approx ca bzw bspw evtl ggf inkl exkl zzgl abzgl inc incl excl resp max min Tel Fax Inc Ltd Corp Co Bros Mt Ft ' +
  'Jan Feb Apr Aug Sept Sep Oct Nov Dec Okt Dez Mo Di Mi Do Sa So г ул им тел руб'
/** These are short forms only before a number; "No." alone is an answer. */
const BEFORE_NUMBERS =
  'No Nos Nr Nrn Fig Figs Eq Eqs Sec Ch Chap Vol Art Abs Abb Tab Bd Kap Ziff Anm pp p S n núm pág fig ст п рис стр гл табл'
const MONTHS =
  'January February March April May June July August September October November December ' +
  'Januar Jänner Februar März Mai Juni Juli Oktober Dezember januari februari maart mei juni juli augustus ' +
  'janvier février mars avril juin juillet août septembre octobre novembre décembre ' +
  'Jan Feb Mär Apr Jun Jul Aug Sep Sept Okt Oct Nov Dez Dec'

const SHORT_FORM = new RegExp(`(?:^|[\\s(\\["'/])(?:${SHORT_FORMS.replaceAll(' ', '|')})\\.\\s*$`, 'u')
const NUMBER_FORM = new RegExp(`(?:^|[\\s(\\["'/])(?:${BEFORE_NUMBERS.replaceAll(' ', '|')})\\.\\s*$`, 'u')
/** `J.`, and every part of `z. B.`, `e.g.`, `т. е.`. */
const LETTER = /(?:^|[\s(["'.])\p{L}\.\s*$/u
const ORDINAL =
  /(?:^|\s)(?:(am|an|ab|bis|vom|zum|zur|im|der|die|das|dem|den|des|seit|beim|und|ein|eine|einem|einer)\s+)?\d{1,2}\.\s*$/iu
const MONTH = new RegExp(`^\\s*(?:${MONTHS.replaceAll(' ', '|')})(?:\\P{L}|$)`, 'u')
const LIST_MARK = /^\s*\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4}|\d{1,3}(?:\.\d{1,3}){1,4})[.)]?\s*$/u
/** After such a word a sentence does begin, whatever stands before it. */
const STARTER =
  /^\s*["'“„«(]?(?:The|A|An|It|Its|He|She|They|We|You|This|That|These|Those|In|On|At|If|When|Never|All|Each|Every|For|There|Our|Your|Please|Der|Die|Das|Den|Ein|Eine|Er|Sie|Es|Wir|Im|Am|Bei|Wenn|Le|La|Les|Il|Elle|El|Los|Las|Un|Une|Una)\s/u

/** So much before and after a full stop tells what it is. */
export const BEFORE_UNITS = 20
export const AFTER_UNITS = 12

/** Whether the sentence goes on over the full stop between the two, although it looks like its end. */
export function goesOnOver(before: string, after: string): boolean {
  if (LIST_MARK.test(before)) return true
  const tail = before.slice(-BEFORE_UNITS)
  if (NUMBER_FORM.test(tail)) return /^\s*[\p{N}(§]/u.test(after)
  if (LETTER.test(tail) || SHORT_FORM.test(tail)) return !STARTER.test(after)
  const [ordinal, article] = ORDINAL.exec(tail) ?? []
  return ordinal !== undefined && (article !== undefined || MONTH.test(after)) && !STARTER.test(after)
}
