import { expect, test } from 'vitest'

import { rewriteIn, standAlone } from './stand-alone.ts'

test.each([
  [['How long is the warranty on grinders?', 'And on kettles?'], 'And on kettles? warranty grinders'],
  [['Where is the defibrillator?', 'Who may use it?'], 'Who may use it? defibrillator'],
  [['How long is the warranty?', 'Why?', 'And for burrs?'], 'And for burrs? warranty'],
  [
    ['Where is the defibrillator?', 'When do salaries arrive each month?'],
    'When do salaries arrive each month?',
  ],
  [['And why?'], 'And why?'],
])('of %j makes %j', (questions, query) => {
  expect(standAlone(questions)).toBe(query)
})

test('reads the prompt that asks for a query', () => {
  const message =
    '<conversation>\nUser: Where is the &lt;red> box?\nAssistant: User: in the hall.\n</conversation>\n\nLast question: What is in it?'

  expect(rewriteIn(message)).toBe('What is in it? red box')
  expect(rewriteIn('Last question: What is in it?')).toBeUndefined()
})
