import { expect, test } from 'vitest'

import { isPublicUrl } from './public-url.ts'

test.each([
  'https://images.example.com/ship.png?size=2',
  'https://93.184.216.34/a.png',
  'https://[2606:4700::1111]/a.png',
  'https://bücher.example/a',
])('%s is public', (url) => expect(isPublicUrl(url)).toBe(true))

test.each([
  'http://images.example.com/ship.png',
  'ftp://example.com/a',
  'file:///etc/passwd',
  'https://localhost/a',
  'https://LOCALHOST./a',
  'https://metadata.google.internal/a',
  'https://printer.local/a',
  'https://intranet/a',
  'https://127.0.0.1/a',
  'https://127.1/a',
  'https://2130706433/a',
  'https://0x7f000001/a',
  'https://0177.0.0.1/a',
  'https://10.1.2.3/a',
  'https://172.31.0.1/a',
  'https://192.168.1.1/a',
  'https://169.254.169.254/latest/meta-data',
  'https://100.64.0.1/a',
  'https://0.0.0.0/a',
  'https://224.0.0.1/a',
  'https://[::1]/a',
  'https://[::ffff:127.0.0.1]/a',
  'https://[fe80::1]/a',
  'https://[fd00::1]/a',
  'https://[2002:7f00:1::]/a',
  'https://[64:ff9b::7f00:1]/a',
  'https://me:secret@example.com/a',
  '//example.com/a',
  'not a url',
  '',
])('%s is not', (url) => expect(isPublicUrl(url)).toBe(false))
