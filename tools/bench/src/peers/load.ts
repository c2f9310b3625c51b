import { pathToFileURL } from 'node:url'
import type { Load } from './peer.ts'

/** Imports from a folder that holds `node_modules`: in a worker, where no sources of the workspace are found. */
export async function loadFrom(folder: string): Promise<Load> {
  const { load }: { load: Load } = await import(pathToFileURL(`${folder}/load.mjs`).href)
  return load
}
