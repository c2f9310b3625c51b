import { findPrograms } from '../redis/programs.ts'
import { fileKind } from './file-backing.ts'
import { memoryKind } from './memory-backing.ts'
import { objectKind } from './object-backing.ts'
import { countRequests, openLab } from './lab.ts'
import { redisKind } from './redis-backing.ts'
import { situations } from './situations.ts'
const { old } = await findPrograms()
const kinds = { redis: redisKind(old), file: fileKind, memory: memoryKind, object: objectKind }
const kind = kinds[process.argv[2] as 'redis']
const only = process.argv[3]
await Promise.all(situations.filter(({title}) => !only || title.includes(only)).map(async (s) => {
  try {
  const t = performance.now()
  const lab = await openLab(kind, s.skewMs)
  if (!s.applies(lab.backing)) return
  const cell = await s.run(lab)
  console.log(s.title, '=>', cell, countRequests(lab.provider), Math.round(performance.now() - t))
  await lab[Symbol.asyncDispose]()
  } catch (e) { console.log(s.title, 'FAILED', e) }
}))
process.exit()
