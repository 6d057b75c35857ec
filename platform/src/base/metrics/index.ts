// SPDX-License-Identifier: AGPL-3.0-or-later
// Counters and timings of this process in Prometheus form. Labels are words of the code, never of a person or an answer.
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

export interface Metrics {
  counter(name: string, help: string, labelNames?: string[]): Counter
  gauge(name: string, help: string, labelNames?: string[]): Gauge
  histogram(name: string, help: string, buckets: number[], labelNames?: string[]): Histogram
  text(): Promise<string>
}

export function createMetrics(options: { process: boolean } = { process: false }): Metrics {
  const registry = new Registry()
  if (options.process) collectDefaultMetrics({ register: registry })
  // Asking twice for a name gives the same metric, so that a module may be set up more than once in a process.
  const known = <T>(name: string, make: () => T): T => (registry.getSingleMetric(name) as T | undefined) ?? make()
  const registers = [registry]
  return {
    counter: (name, help, labelNames = []) => known(name, () => new Counter({ name, help, labelNames, registers })),
    gauge: (name, help, labelNames = []) => known(name, () => new Gauge({ name, help, labelNames, registers })),
    histogram: (name, help, buckets, labelNames = []) =>
      known(name, () => new Histogram({ name, help, buckets, labelNames, registers })),
    text: () => registry.metrics(),
  }
}
