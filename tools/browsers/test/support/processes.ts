import { readdir, readFile } from 'node:fs/promises'

const enoughTicks = 20

/** The process of a tab: of all that this one has started, the one that gets busy when the tab does. */
export async function findProcess(keepBusy: () => Promise<unknown>): Promise<number> {
  const before = await descendants()
  for (let tries = 0; tries < 20; tries += 1) {
    await keepBusy()
    const used = [...(await descendants())].map(([pid, ticks]) => ({ pid, ticks: ticks - (before.get(pid) ?? ticks) }))
    const [busiest, next] = used.sort((one, other) => other.ticks - one.ticks)
    // On a loaded machine it takes a while until one stands out.
    if (busiest && busiest.ticks >= enoughTicks && busiest.ticks > 3 * (next?.ticks ?? 0)) return busiest.pid
  }
  throw new Error('no process of the browser was busier than the others')
}

/** How many ticks of processor time each has used. */
async function descendants(): Promise<Map<number, number>> {
  const all = await Promise.all((await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(readStat))
  const found = new Map([[process.pid, 0]])
  for (let size = 0; size < found.size; ) {
    size = found.size
    for (const { pid, parent, ticks } of all) if (found.has(parent)) found.set(pid, ticks)
  }
  found.delete(process.pid)
  return found
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
async function readStat(name: string): Promise<{ pid: number; parent: number; ticks: number }> {
  const text = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return { pid: Number(name), parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }
}
