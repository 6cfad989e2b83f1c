import { fold } from './terms.ts'

const WORDS = new Set(
  (
    'not no never cannot cant wont dont doesnt isnt without neither nor none kein keine keinen keiner keinem nicht nie niemals ohne weder ' +
    'ne pas jamais aucun aucune sans nunca ningun ninguna sin jamas non mai senza nessun nessuna nao sem niet geen nooit zonder inte aldrig ' +
    'ikke ingen не нет никогда без нельзя لا لم لن ليس بدون नहीं न मत बिना degil yok'
  ).split(' '),
)
const SIGNS = /[不没沒未无無勿禁非别]|ない|なく|ません|ずに|않|못|없|ไม่|ห้าม|n['’]t\b/u

/** Whether a text denies something. */
export function hasNegation(text: string): boolean {
  return SIGNS.test(text) || (fold(text).match(/[\p{L}\p{M}]+/gu) ?? []).some((word) => WORDS.has(word))
}
