import { expect, test } from 'vitest'

import { sitePage, slugOf } from './source-page.ts'

const bodyOf = (text: string, path = 'docs/build/start.md') =>
  sitePage({ path, text: `# Start\n\n${text}` }).body

test.each([
  ['docs/README.md', 'index'],
  ['docs/build/start.md', 'build/start'],
  ['docs/decisions/README.md', 'decisions'],
  ['CONTRIBUTING.md', 'contributing'],
  ['README.md', undefined],
  ['apps/rag/README.md', undefined],
  ['models.json', undefined],
])('%s is the page %s of the site', (path, slug) => {
  expect(slugOf(path)).toBe(slug)
})

test('the title and the first sentence are taken from the page', () => {
  const page = sitePage({
    path: 'docs/build/start.md',
    text: '# Start\n\nFor [developers](a.md) whose `app` uses it. And more.\n',
  })

  expect(page).toMatchObject({ title: 'Start', description: 'For developers whose app uses it.' })
})

test.each([
  ['[x](limits.md#a)', '[x](/build/limits/#a)'],
  ['[x](../operate/models.md)', '[x](/operate/models/)'],
  ['[x](../README.md)', '[x](/)'],
  ['[x](../../CONTRIBUTING.md)', '[x](/contributing/)'],
  ['[x](../../models.json)', 'x'],
  ['[x](https://a.example/b.md)', '[x](https://a.example/b.md)'],
  ['[x](#here)', '[x](#here)'],
  ['![x](../images/a.png)', '![x](../images/a.png)'],
])('a link %s becomes %s', (link, relinked) => {
  expect(bodyOf(link)).toBe(relinked)
})

test('a page without a title is refused', () => {
  expect(() => sitePage({ path: 'docs/build/start.md', text: 'Text' })).toThrow('docs/build/start.md')
})
