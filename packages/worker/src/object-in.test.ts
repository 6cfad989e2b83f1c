import { expect, test } from 'vitest'

import { objectIn } from './object-in.ts'

const namespace = {
  getByName: (name: string) => `anywhere/${name}`,
  jurisdiction: (where: string) => ({ getByName: (name: string) => `${where}/${name}` }),
}

test('without a jurisdiction an object is anywhere, else it is there and nowhere else', () => {
  expect(objectIn({}, namespace, 'acme')).toBe('anywhere/acme')
  expect(objectIn({ JURISDICTION: '' }, namespace, 'acme')).toBe('anywhere/acme')
  expect(objectIn({ JURISDICTION: 'eu' }, namespace, 'acme')).toBe('eu/acme')
})

test('what cannot be kept where it must be is not stored elsewhere', () => {
  expect(() => objectIn({ JURISDICTION: 'mars' }, namespace, 'acme')).toThrow('jurisdiction mars')
  expect(() => objectIn({ JURISDICTION: 'eu' }, { getByName: () => 'x' }, 'acme')).toThrow('jurisdiction eu')
})
