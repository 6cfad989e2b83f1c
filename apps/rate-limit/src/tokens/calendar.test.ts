import { expect, test } from 'vitest'

import { dateOf, dayOf, monthOf } from './calendar.ts'

test.each([
  ['2026-11-30T23:59:59.999Z', '2026-11-01', '2026-12-01'],
  ['2026-12-31T23:59:59.999Z', '2026-12-01', '2027-01-01'],
  ['2027-02-28T12:00:00Z', '2027-02-01', '2027-03-01'],
  ['2028-02-29T00:00:00Z', '2028-02-01', '2028-03-01'],
  ['2028-03-01T00:00:00Z', '2028-03-01', '2028-04-01'],
  ['2100-02-28T23:00:00Z', '2100-02-01', '2100-03-01'],
])('the month of %s lasts from %s until %s', (moment, first, next) => {
  const month = monthOf(dayOf(Date.parse(moment)))

  expect([dateOf(month.first), dateOf(month.next)]).toEqual([first, next])
})
