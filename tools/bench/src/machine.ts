import { cpus, totalmem } from 'node:os'

/** Where figures were measured: they are worth nothing without it. */
export function describeMachine(date = new Date()): string {
  const processors = cpus()
  const model = processors[0]?.model.replace(/\s+/g, ' ').trim() ?? 'unknown processor'
  const memory = Math.round(totalmem() / 1024 ** 3)
  return `${date.toISOString().slice(0, 10)}, Node ${process.versions.node}, ${process.platform} ${process.arch}, ${processors.length} × ${model}, ${memory} GiB`
}
