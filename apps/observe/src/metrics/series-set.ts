import { MAX_SERIES, MAX_VERSIONS } from '../limits.ts'
import type { Point } from '../point.ts'
import { LabelBounds } from './label-bounds.ts'
import { definitionOf, type MetricDefinition } from './metric-catalogue.ts'

/**
 * One series as it travels and as it is kept: `[name, ...label values]` and its numbers. A counter has one
 * number; a histogram its sum and then the count of every bucket, each for itself. A gauge has the largest
 * value of this window and the one before, and the largest of this window.
 */
export interface Sample {
  readonly key: readonly string[]
  readonly numbers: readonly number[]
}

interface Series extends Sample {
  readonly definition: MetricDefinition
  readonly numbers: number[]
}

type LabelValue = string | number | undefined

/**
 * Series of the catalogue, bounded in number and in labels. Used for what an isolate collects and for what
 * the store keeps.
 */
export class SeriesSet {
  readonly #bounds = new LabelBounds()
  readonly #series = new Map<string, Series>()
  /** The way from labels as they came to their series, for the many points that were seen before. */
  readonly #seen = new Map<string, Series>()
  readonly #changed = new Set<Series>()
  /** Oldest first. A version is news for a while: its series are forgotten for those of a newer one. */
  readonly #versions = new Set<string>()

  add({ name, value, labels }: Point): void {
    const definition = definitionOf(name)
    if (definition === undefined) return this.#drop('unknown_name')
    if (!Number.isFinite(value) || value < 0) return this.#drop('bad_value')
    let id = name
    for (const label of definition.labels) id += `\0${labels[label] ?? ''}`
    const series = this.#seen.get(id) ?? this.#meet(id, name, definition, labels)
    if (series === undefined) return this.#drop('too_many_series')
    measure(series, value)
    this.#changes(series)
  }

  /** Adds what another set has collected. */
  merge(samples: readonly Sample[]): void {
    for (const { key, numbers } of samples) {
      const [name = '', ...values] = key
      const definition = definitionOf(name)
      const fits = definition !== undefined && numbers.length === widthOf(definition)
      const series = fits ? this.#open(name, definition, values) : undefined
      if (series === undefined) this.#drop(fits ? 'too_many_series' : 'unknown_name')
      else {
        combine(series, numbers)
        this.#changes(series)
      }
    }
  }

  /** Everything, and forgets it. */
  drain(): Sample[] {
    const samples = this.all()
    this.#series.clear()
    this.#seen.clear()
    this.#changed.clear()
    return samples
  }

  all(): Sample[] {
    return Array.from(this.#series.values(), ({ key, numbers }) => ({ key, numbers }))
  }

  /**
   * Begins a new window of the gauges. Many objects report the same gauge, so it shows the largest of them,
   * for at least one whole window: a scrape meets it however many small ones speak after it. A window in
   * which nobody spoke changes nothing.
   */
  turnWindow(): void {
    for (const series of this.#series.values()) {
      const [, largest = 0] = series.numbers
      if (series.definition.kind !== 'gauge' || largest === 0) continue
      series.numbers.splice(0, 2, largest, 0)
      this.#changed.add(series)
    }
  }

  /** What has changed since this was last asked. */
  changes(): Sample[] {
    const samples = Array.from(this.#changed, ({ key, numbers }) => ({ key, numbers }))
    this.#changed.clear()
    return samples
  }

  /** The series of these labels, within their bounds; undefined when it would be one too many. */
  #open(name: string, definition: MetricDefinition, values: readonly LabelValue[]): Series | undefined {
    this.#meetVersion(definition, values)
    const key = [name, ...definition.labels.map((label, at) => this.#bounds.bound(label, values[at]))]
    const id = key.join('\0')
    const known = this.#series.get(id)
    if (known !== undefined) return known
    if (this.#series.size >= MAX_SERIES && !name.startsWith('observe_')) return undefined
    const series = { key, definition, numbers: Array.from({ length: widthOf(definition) }, () => 0) }
    this.#series.set(id, series)
    return series
  }

  #meet(id: string, name: string, definition: MetricDefinition, labels: Point['labels']): Series | undefined {
    const series = this.#open(
      name,
      definition,
      definition.labels.map((label) => labels[label]),
    )
    if (this.#seen.size >= MAX_SERIES) this.#seen.clear()
    if (series !== undefined) this.#seen.set(id, series)
    return series
  }

  #meetVersion(definition: MetricDefinition, values: readonly LabelValue[]): void {
    const version = versionIn(definition, values)
    if (version === undefined || this.#versions.has(version)) return
    this.#versions.add(version)
    const [oldest] = this.#versions
    if (this.#versions.size <= MAX_VERSIONS || oldest === undefined) return
    this.#versions.delete(oldest)
    this.#seen.clear()
    for (const [id, { definition, key }] of this.#series) {
      if (versionIn(definition, key.slice(1)) === oldest) this.#series.delete(id)
    }
  }

  /** Series of versions are not kept on disk: after a restart they begin again, as a counter may. */
  #changes(series: Series): void {
    if (!series.definition.labels.includes('version')) this.#changed.add(series)
  }

  #drop(reason: string): void {
    this.add({ name: 'observe_points_dropped_total', value: 1, labels: { reason } })
  }
}

function versionIn({ labels }: MetricDefinition, values: readonly LabelValue[]): string | undefined {
  const at = labels.indexOf('version')
  return at === -1 ? undefined : String(values[at] ?? '')
}

function widthOf({ kind, bounds }: MetricDefinition): number {
  if (kind === 'gauge') return 2
  return bounds === undefined ? 1 : bounds.length + 2
}

/** Counts one measurement. */
function measure({ definition: { kind, bounds }, numbers }: Series, value: number): void {
  if (kind === 'gauge') return raise(numbers, [value, value])
  numbers[0] = (numbers[0] ?? 0) + value
  if (bounds === undefined) return
  const found = bounds.findIndex((bound) => value <= bound)
  const bucket = found === -1 ? bounds.length + 1 : found + 1
  numbers[bucket] = (numbers[bucket] ?? 0) + 1
}

function combine({ definition: { kind }, numbers: into }: Series, numbers: readonly number[]): void {
  if (kind === 'gauge') return raise(into, numbers)
  for (const [at, number] of numbers.entries()) into[at] = (into[at] ?? 0) + number
}

function raise(into: number[], numbers: readonly number[]): void {
  for (const [at, number] of numbers.entries()) into[at] = Math.max(into[at] ?? 0, number)
}
