/** The part of an API key that nobody but its owner may ever see. */
export function secretOf(apiKey: string): string {
  return apiKey.split('_').slice(3).join('_')
}
