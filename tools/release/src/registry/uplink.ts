import { tmpdir } from 'node:os'
import { readSetting } from './read-setting.ts'

/** Where packages of others come from. */
export interface Uplink {
  readonly url: string
  /** A file of certificates to trust, where npm is told to use one. */
  readonly certificates?: string
}

/** The registry that npm uses on this machine. Read outside of any project, since a project may map it elsewhere. */
export async function readUplink(): Promise<Uplink> {
  const [url, certificates] = await Promise.all(['registry', 'cafile'].map((key) => readSetting('npm', key, tmpdir())))
  if (!url) throw new Error('npm knows no registry: `npm config get registry` is empty')
  return { url, ...(certificates && { certificates }) }
}
