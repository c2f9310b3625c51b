import type { LiveToken } from '../../live-tokens.ts'
import { ask } from './ask.ts'
import { button, byId, element } from './dom.ts'
import { formatLeft } from './format.ts'
import { lifeOf } from './life.ts'
import { titles } from './names.ts'
import { say } from './notice.ts'

const mostShown = 8

interface Row {
  readonly item: HTMLElement
  draw(token: LiveToken, now: number): void
}

/** What lives on the server, each with the part of its life that is left. */
export function createSessions(): { show(tokens: readonly LiveToken[], now: number): void; tick(now: number): void } {
  const list = byId('session-list')
  const more = element('li', { class: 'more' })
  const rows = new Map<string, Row>()
  let shown: readonly LiveToken[] = []
  const draw = (now: number): void => {
    const live = shown
      .filter(({ expiresAt }) => now < expiresAt)
      .toSorted((one, other) => other.issuedAt - one.issuedAt)
    const visible = live.slice(0, mostShown)
    const keys = new Set(visible.map(keyOf))
    for (const [key, { item }] of rows) {
      if (keys.has(key)) continue
      item.remove()
      rows.delete(key)
    }
    for (const [index, token] of visible.entries()) {
      const row = rows.get(keyOf(token)) ?? createRow(token)
      rows.set(keyOf(token), row)
      row.draw(token, now)
      // Moved only where it must be: a button that has the focus keeps it.
      if (list.children[index] !== row.item) list.insertBefore(row.item, list.children[index] ?? null)
    }
    more.textContent = `and ${live.length - visible.length} more`
    if (live.length > visible.length) list.append(more)
    else more.remove()
    byId('no-sessions').hidden = live.length > 0
  }
  return {
    show(tokens, now) {
      shown = tokens
      draw(now)
    },
    tick: draw,
  }
}

function keyOf({ provider, kind, token }: LiveToken): string {
  return `${provider} ${kind} ${token}`
}

function createRow(first: LiveToken): Row {
  const { provider, kind, owner, token } = first
  const left = element('b', { class: 'left' })
  const soft = element('i', { class: 'zone soft' })
  const hard = element('i', { class: 'zone hard' })
  const passed = element('i', { class: 'passed' })
  const bar = element('div', { class: 'bar', role: 'img' }, soft, hard, passed)
  const end = (how: 'revoke' | 'expire') => () => say(ask(`/${how}`, { provider, token }))
  const name = `${kind} token of ${owner}`
  const item = element(
    'li',
    { class: 'session', 'data-provider': provider, 'data-kind': kind },
    element(
      'p',
      {},
      element('span', { class: 'who' }, owner),
      element('span', { class: 'what' }, `${titles[provider]} · ${kind} ${token}`),
    ),
    left,
    bar,
    element(
      'p',
      { class: 'actions' },
      button('Revoke', end('revoke'), { class: 'small', 'aria-label': `Revoke the ${name}` }),
      button('Expire', end('expire'), { class: 'small', 'aria-label': `Let the ${name} expire` }),
    ),
  )
  return {
    item,
    draw(current, now) {
      const life = lifeOf(current, now)
      left.textContent = formatLeft(current.expiresAt - now)
      passed.style.width = `${life.passed}%`
      soft.style.width = `${life.soft}%`
      hard.style.width = `${life.hard}%`
      for (const [zone, width] of [[soft, life.soft] as const, [hard, life.hard] as const]) zone.hidden = width === 0
      bar.setAttribute('aria-label', `${Math.round(100 - life.passed)} % of its life is left`)
    },
  }
}
