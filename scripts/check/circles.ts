/** Whom each node points to. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>

/** One shortest circle for each knot of nodes that reach each other; it begins and ends with the same node. */
export function circlesIn(graph: Graph): string[][] {
  const done = new Set<string>()
  return [...graph.keys()].toSorted().flatMap((node) => {
    if (done.has(node)) return []
    const circle = shortestCircle(graph, node)
    if (circle === undefined) return []
    for (const other of reachableFrom(graph, node)) if (reachableFrom(graph, other).has(node)) done.add(other)
    return [circle]
  })
}

function shortestCircle(graph: Graph, start: string): string[] | undefined {
  const seen = new Set<string>()
  let paths = [[start]]
  while (paths.length > 0) {
    const longer: string[][] = []
    for (const path of paths) {
      for (const next of graph.get(path.at(-1) ?? '') ?? []) {
        if (next === start) return [...path, start]
        if (seen.has(next)) continue
        seen.add(next)
        longer.push([...path, next])
      }
    }
    paths = longer
  }
  return undefined
}

function reachableFrom(graph: Graph, start: string): ReadonlySet<string> {
  const found = new Set<string>()
  const waiting = [start]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    for (const next of graph.get(node) ?? []) {
      if (!found.has(next)) waiting.push(next)
      found.add(next)
    }
  }
  return found
}
