import { element } from './dom.ts'
import { formatTime } from './format.ts'
import type { PlayEvent } from './play-client.ts'

const mostLines = 100

/** What the client tells of itself, newest first. */
export function createLog(): { readonly list: HTMLElement; add(event: PlayEvent): void; clear(): void } {
  const empty = (): HTMLElement => element('li', { class: 'empty' }, 'The client has not said anything yet.')
  const list = element(
    'ol',
    { class: 'events', tabindex: 0, 'aria-label': 'Events of the client, newest first' },
    empty(),
  )
  return {
    list,
    add({ type, at, provider: _, ...details }) {
      list.querySelector('.empty')?.remove()
      const text = Object.entries(details)
        .map(([name, value]) => `${name} ${typeof value === 'number' ? Math.round(value) : String(value)}`)
        .join(', ')
      list.prepend(
        element(
          'li',
          { class: isTrouble(type) ? 'trouble' : undefined },
          element('time', {}, formatTime(at)),
          element('b', {}, type),
          ` ${text}`,
        ),
      )
      while (list.children.length > mostLines) list.lastElementChild?.remove()
    },
    clear: () => list.replaceChildren(empty()),
  }
}

function isTrouble(type: string): boolean {
  return ['failed', 'cooling-down', 'token-rejected', 'retrying', 'store-failed'].includes(type)
}
