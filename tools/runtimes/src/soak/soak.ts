import { writeFile } from 'node:fs/promises'
import { inTurn } from '../host/in-turn.ts'
import { createProject } from '../host/project.ts'
import { isProviderName, type ProviderName, providers } from '../host/providers.ts'
import { type Place, places, type Sample } from './places.ts'
import { type Line, plot } from './plot.ts'
import { startWorld } from './world.ts'

const picture = new URL('../../../../docs/runtimes-soak.svg', import.meta.url)
const dayMs = 8 * 3_600_000
const stretchMs = 5000

/**
 * A working day in some minutes of each runtime, with one provider, and what came of it.
 *
 * @param names - Of runtimes, of a provider, and how many minutes: `node-24 gooru 2`. @default all, `meshy`, 10
 */
export async function soak(names: readonly string[]): Promise<void> {
  const minutes = Number(names.find((name) => /^\d+$/.test(name)) ?? 10)
  const provider: ProviderName = names.find(isProviderName) ?? 'meshy'
  const wanted = names.filter((name) => !/^\d+$/.test(name) && !isProviderName(name))
  const unknown = wanted.filter((name) => places.every((place) => place.name !== name))
  if (unknown.length > 0) {
    throw new Error(
      `there is no ${unknown.join(', ')}. Known: ${[...places.map(({ name }) => name), ...providers].join(', ')}`,
    )
  }
  const stretches = Math.round((minutes * 60_000) / stretchMs)
  await using project = await createProject()
  const liveIn = async (place: Place): Promise<Line> => {
    const pace = { startedAt: Date.now(), speed: dayMs / (minutes * 60_000) }
    await using world = await startWorld(provider, pace)
    const samples = await place.live(project, provider, { setting: world.setting, pace, stretches, stretchMs })
    console.log(`${place.title}: ${describe(samples)}`)
    if (samples.length < stretches || samples.some(({ forbidden }) => forbidden.length > 0)) process.exitCode = 1
    return { title: place.title, values: samples.map(({ bytes }) => bytes) }
  }
  const chosen = places.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
  const together = chosen.filter(({ knowsItsMemory }) => knowsItsMemory)
  const lines = await inTurn(together, Math.max(1, together.length), liveIn)
  lines.push(
    ...(await inTurn(
      chosen.filter(({ knowsItsMemory }) => !knowsItsMemory),
      1,
      liveIn,
    )),
  )
  if (wanted.length === 0) await writeFile(picture, plot(lines, dayMs / 3_600_000))
}

function describe(samples: readonly Sample[]): string {
  const sum = (read: (sample: Sample) => number): number => samples.reduce((total, sample) => total + read(sample), 0)
  const failed: Record<string, number> = {}
  for (const sample of samples) {
    for (const [code, count] of Object.entries(sample.failed)) failed[code] = (failed[code] ?? 0) + count
  }
  const forbidden = samples.flatMap((sample) => sample.forbidden)
  const failures = Object.entries(failed).map(([code, count]) => `${count} ${code}`)
  const quarter = Math.max(1, Math.floor(samples.length / 4))
  const second = median(samples.slice(quarter, 2 * quarter).map(({ bytes }) => bytes))
  const last = median(samples.slice(-quarter).map(({ bytes }) => bytes))
  return [
    `${sum(({ calls }) => calls)} calls, ${sum(({ renewals }) => renewals)} tokens, ${sum(({ people }) => people)} people`,
    `excusable: ${failures.join(', ') || 'none'}`,
    `forbidden: ${forbidden.length > 0 ? [...new Set(forbidden)].join(', ') : 'none'}`,
    `memory ${megabytes(second)} in the second quarter, ${megabytes(last)} in the last`,
  ].join('; ')
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
