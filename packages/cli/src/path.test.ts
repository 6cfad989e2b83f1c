import { readdirSync, readFileSync } from 'node:fs'

import { expect, test } from 'vitest'

import { path } from './path.ts'

test('an id is one step of a path', () => {
  expect(path`/tenants/${'acme'}/keys/${'a/../b?c#d %'}`).toBe('/tenants/acme/keys/a%2F..%2Fb%3Fc%23d%20%25')
})

test.each(['', '.', '..'])('what names something above is no id: "%s"', (id) => {
  expect(() => path`/tenants/acme/keys/${id}`).toThrow('no id')
})

test('no command makes its paths otherwise', () => {
  const folder = new URL('./commands/', import.meta.url)
  const texts = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'))

  expect(texts.join('\n').match(/(?<!path)`\/[a-z-]+\/\$\{/g)).toBeNull()
})
