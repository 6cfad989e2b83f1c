import { expect, test } from 'vitest'

import { readSources } from './read-sources.ts'

const MESSAGE = [
  '<sources>',
  '<source n="1" title="Fees &amp; &quot;costs&quot;">',
  'Less is &lt;more>.',
  'Two lines &amp;lt; here.',
  '</source>',
  '<source n="2" title="Other" section="Other > Part" page="3-4">',
  'Text with &lt;/source> in it.',
  '</source>',
  '</sources>',
  '',
  'Question: What is less?',
  'Really?',
].join('\n')

test('reads sources and question, and unescapes what was escaped', () => {
  expect(readSources(MESSAGE)).toEqual({
    question: 'What is less?\nReally?',
    sources: [
      { n: 1, title: 'Fees & "costs"', text: 'Less is <more>.\nTwo lines &lt; here.' },
      { n: 2, title: 'Other', section: 'Other > Part', text: 'Text with </source> in it.' },
    ],
  })
})

test('no sources at all are no sources, not a plain message', () => {
  expect(readSources('<sources>\n</sources>\n\nQuestion: Why?')).toEqual({ sources: [], question: 'Why?' })
})

test('a message without the block is none', () => {
  expect(readSources('Question: Why?')).toBeUndefined()
})
