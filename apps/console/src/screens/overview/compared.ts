/** How today stands against yesterday until the same time: `+12 %`, or nothing to compare with. */
export function compared(today: number, yesterday: number): string {
  if (yesterday === 0) return today === 0 ? 'as yesterday' : 'none yesterday until now'
  const change = Math.round(((today - yesterday) / yesterday) * 100)
  if (change === 0) return 'as yesterday until now'
  return `${change > 0 ? '+' : '−'}${Math.abs(change)} % against yesterday until now`
}
