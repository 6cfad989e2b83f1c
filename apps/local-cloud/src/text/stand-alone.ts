import { isCommonWord, termsOf, wordsOf } from './terms.ts'

export const NOTICE =
  'Local stand-in: the words of the turn before are joined to a question that leans on it; no model read the conversation.'

const CONVERSATION = /<conversation>\n([\s\S]*?)\n?<\/conversation>\s*Last question: ([\s\S]*)$/
/** Points at something that was said before. */
const POINTING = new Set(
  'it its they them their that this those these there he him his she her one ones then same'.split(' '),
)
/** How people begin what goes on. */
const OPENING = /^\s*(?:and|but|or|also|what about|how about|why|why not|really)\b/i
/** A question of so few words of its own says too little. */
const FEW_TERMS = 1
const MAX_JOINED = 8

/** The query that is asked for, if a message asks for one: the prompt that chat rewrites questions with. */
export function rewriteIn(message: string): string | undefined {
  const [, turns, question] = CONVERSATION.exec(message) ?? []
  if (turns === undefined || question === undefined) return undefined
  const asked = turns.split('\n').flatMap((turn) => (turn.startsWith('User: ') ? [turn.slice(6)] : []))
  return standAlone([...asked, question.trim()].map(unescape))
}

/** The last of the questions, with the words that those before it had for what it is about. */
export function standAlone(questions: readonly string[]): string {
  return questions.reduce((before, question) => (leans(question) ? joined(question, before) : question))
}

function leans(question: string): boolean {
  return (
    OPENING.test(question) ||
    termsOf(question).length <= FEW_TERMS ||
    wordsOf(question).some((word) => POINTING.has(word))
  )
}

function joined(question: string, before: string): string {
  const own = new Set(termsOf(question))
  const words = wordsOf(before).filter(
    (word) => !isCommonWord(word) && !termsOf(word).some((term) => own.has(term)),
  )
  return [question, ...[...new Set(words)].slice(0, MAX_JOINED)].join(' ')
}

function unescape(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&amp;', '&')
}
