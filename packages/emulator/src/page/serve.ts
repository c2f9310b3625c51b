import type { Reply } from '../server/reply.ts'
export function servePage(_path: string): Reply {
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: '' }
}
