import { plotLines } from '../plot/lines.ts'
import { ask } from '../rounds/worker.ts'
import type { Bench, Findings } from '../section.ts'
import { formatTable } from '../table.ts'
import { formatBytes } from './compare.ts'
import type { EmulatorInput } from './emulator.worker.ts'

const worker = new URL('emulator.worker.ts', import.meta.url)
const steps = [1000, 5000, 20_000, 50_000, 100_000]

/** Whether an emulator that runs for long grows. */
export async function benchEmulator(bench: Bench): Promise<Findings> {
  const rows: string[][] = []
  const lines = []
  for (const { folder, suffix } of await bench.builds()) {
    const input: EmulatorInput = { folder, steps }
    const found = await ask<number[]>(worker, input, { flags: ['--expose-gc'], report: bench.report })
    const label = `@auth/emulator${suffix}`
    rows.push([`\`${label}\``, ...found.map(formatBytes)])
    lines.push({ label, points: steps.map((x, index) => ({ x, y: Math.max(found[index] ?? 0, 1000) / 1_000_000 })) })
  }
  return {
    report: `What an emulator holds after so many sign-ins, whose tokens have all ended.\n\n${formatTable(['', ...steps.map((step) => step.toLocaleString('en-US'))], rows)}`,
    pictures: [
      plotLines({ name: 'emulator', title: 'Memory of an emulator', x: 'sign-ins, all ended', y: 'MB', lines }),
    ],
    problems: [],
  }
}
