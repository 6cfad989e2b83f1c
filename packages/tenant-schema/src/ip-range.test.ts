import { expect, test } from 'vitest'

import { isInRanges, isIpRange } from './ip-range.ts'

test.each([
  ['192.0.2.1', ['192.0.2.1'], true],
  ['192.0.2.2', ['192.0.2.1'], false],
  ['192.0.2.200', ['10.0.0.0/8', '192.0.2.0/24'], true],
  ['192.0.3.1', ['192.0.2.0/24'], false],
  ['8.8.8.8', ['0.0.0.0/0'], true],
  ['2001:db8::1', ['0.0.0.0/0'], false],
  ['2001:db8:0:1::5', ['2001:DB8::/32'], true],
  ['2001:db9::', ['2001:db8::/32'], false],
  ['::ffff:192.0.2.9', ['192.0.2.0/24'], true],
  ['192.0.2.9', ['::ffff:192.0.2.0/120'], true],
  ['192.0.3.9', ['::ffff:192.0.2.0/120'], false],
  ['unknown', ['0.0.0.0/0', '::/0'], false],
  ['192.0.2.1', [], false],
])('%s is in %j: %s', (ip, ranges, expected) => {
  expect(isInRanges(ip, ranges)).toBe(expected)
})

test.each(['192.0.2.0/24', '::1', '2001:db8::/32', '::/0', '1:2:3:4:5:6:7:8', '64:ff9b::192.0.2.1'])(
  '%s is a range',
  (text) => {
    expect(isIpRange(text)).toBe(true)
  },
)

test.each([
  '',
  '192.0.2',
  '192.0.2.256',
  '192.0.02.1',
  '192.0.2.0/33',
  '192.0.2.0/',
  '192.0.2.0/8/8',
  '::/129',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8::',
  '1::2::3',
  '12345::',
  'localhost',
])('%j is none', (text) => {
  expect(isIpRange(text)).toBe(false)
})
