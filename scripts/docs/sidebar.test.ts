import { expect, test } from 'vitest'

import { answersOf, sidebarOf } from './sidebar.ts'

const OVERVIEW = `# Documentation

## Start

| page                          | answers                              |
| ----------------------------- | ------------------------------------ |
| [Try it](start/try-it.md)     | one command, a question, an answer   |
| [Concepts](start/concepts.md) | what \`tenant\` and key mean           |

## Reference

| page                            | answers       |
| ------------------------------- | ------------- |
| [Changelog](../CHANGELOG.md)    | what is new   |
`

test('the tables of the overview are the parts of the sidebar', () => {
  expect(sidebarOf(OVERVIEW)).toEqual([
    {
      label: 'Start',
      items: [
        { label: 'Try it', slug: 'start/try-it' },
        { label: 'Concepts', slug: 'start/concepts' },
      ],
    },
    { label: 'Reference', items: [{ label: 'Changelog', slug: 'changelog' }] },
  ])
})

test('what a page answers describes it', () => {
  expect([...answersOf(OVERVIEW)]).toEqual([
    ['start/try-it', 'One command, a question, an answer.'],
    ['start/concepts', 'What tenant and key mean.'],
    ['changelog', 'What is new.'],
  ])
})
