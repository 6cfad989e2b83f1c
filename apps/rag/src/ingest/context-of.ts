/** What is above a chunk: the document's title and its heading path, without saying the same twice. */
export function contextOf(title: string, heading: string | null): string {
  if (heading === null || heading === '') return title
  return heading.startsWith(title) ? heading : `${title} > ${heading}`
}
