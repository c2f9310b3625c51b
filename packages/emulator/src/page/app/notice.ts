import { byId } from './dom.ts'

/** Shows what the server says to something it was asked to do; nothing, when it did it. */
export async function say(work: Promise<unknown>): Promise<void> {
  const notice = byId('notice')
  try {
    await work
    notice.textContent = ''
  } catch (error) {
    notice.textContent = error instanceof Error ? error.message : String(error)
  }
  notice.hidden = notice.textContent === ''
}
