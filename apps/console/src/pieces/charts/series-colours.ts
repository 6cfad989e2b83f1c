/** Told apart by most eyes and, beside the page, by 3 : 1 at least; the last one is for what is left over. */
const LIGHT = ['#1f7a86', '#b4730f', '#5b5fc7', '#b5476b', '#3f7d3a', '#8a5a2b', '#6c7a83']
const DARK = ['#4db3bf', '#e0a84a', '#989cf0', '#e486a5', '#82bf7a', '#c99a6b', '#93a1aa']

export function colourOf(index: number, isDark: boolean): string {
  const colours = isDark ? DARK : LIGHT
  return colours[Math.min(index, colours.length - 1)] ?? '#6c7a83'
}

export const MAX_SERIES = LIGHT.length
