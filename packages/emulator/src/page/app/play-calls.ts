import { element } from './dom.ts'
import { toneOf } from './format.ts'
import type { PlayClient } from './play-client.ts'

/** Sends calls at once, and draws what becomes of each. */
export async function runCalls(
  place: HTMLElement,
  client: PlayClient,
  { path, count, aborted }: { path: string; count: number; aborted?: number | undefined },
): Promise<string> {
  const marks = Array.from({ length: count }, () => element('i', { class: 'mark waiting' }, '·'))
  place.replaceChildren(...marks)
  const outcomes = await Promise.all(
    marks.map(async (mark, index) => {
      const controller = new AbortController()
      const outcome = call(client, path, controller.signal)
      if (index === aborted) controller.abort(new DOMException('aborted by you', 'AbortError'))
      const { tone, text } = await outcome
      mark.className = `mark ${tone}`
      mark.textContent = tone === 'good' ? '✓' : index === aborted ? '–' : '×'
      mark.title = text
      return text
    }),
  )
  const counts = new Map<string, number>()
  for (const outcome of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
  return [...counts].map(([outcome, times]) => (count === 1 ? outcome : `${times} × ${outcome}`)).join(', ')
}

async function call(client: PlayClient, path: string, signal: AbortSignal): Promise<{ tone: string; text: string }> {
  try {
    const { status } = await client.fetch(path, { signal })
    return { tone: toneOf(status), text: String(status) }
  } catch (error) {
    return { tone: signal.aborted ? 'waiting' : 'broken', text: describeError(error) }
  }
}

/** Its code and its words: both are without secrets. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error && typeof error.code === 'string' ? `${error.code}: ${error.message}` : error.message
}
