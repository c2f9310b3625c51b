import { hashFiles } from './hash.ts'

/** The files that differ between two folders, by name or by a byte, sorted. */
export async function differingFiles(left: string, right: string): Promise<string[]> {
  const [a, b] = await Promise.all([hashFiles(left), hashFiles(right)])
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((file) => a[file] !== b[file]).sort()
}
