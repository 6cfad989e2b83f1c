/** One measured point, from a line or made of an event. Nothing is believed about it yet. */
export interface Point {
  readonly name: string
  readonly value: number
  readonly labels: Readonly<Record<string, string | number>>
}
