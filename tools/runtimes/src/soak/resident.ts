import { readdir, readFile } from 'node:fs/promises'

const pageBytes = 4096

/** What a process and all that it has started hold in memory: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
export async function residentBytes(root: number): Promise<number> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const all = await Promise.all(names.map(readStat))
  const found = new Set([root])
  for (let size = 0; size < found.size; ) {
    size = found.size
    for (const { pid, parent } of all) if (found.has(parent)) found.add(pid)
  }
  found.delete(process.pid)
  return all.filter(({ pid }) => found.has(pid)).reduce((sum, { bytes }) => sum + bytes, 0)
}

async function readStat(name: string): Promise<{ pid: number; parent: number; bytes: number }> {
  const text = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return { pid: Number(name), parent: Number(fields[1]), bytes: Number(fields[21] ?? 0) * pageBytes }
}
