import type { NumberedEntry } from '../../server/watch.ts'
import { element } from './dom.ts'
import { formatTime, toneOf } from './format.ts'
import { titles } from './names.ts'

/** One request: a line that opens to what was sent and what was answered. */
export function requestRow(entry: NumberedEntry, isOpen: boolean): HTMLDetailsElement {
  const { at, provider, endpoint, method, path, status, parameters, headers, answer } = entry
  const label = typeof status === 'number' ? String(status) : status
  return element(
    'details',
    { class: 'request', open: isOpen, 'data-provider': provider },
    element(
      'summary',
      {},
      element('span', { class: `status ${toneOf(status)}` }, label),
      element('span', { class: 'call' }, element('b', {}, method), ` ${path}`),
      element('span', { class: 'what' }, `${titles[provider]}${endpoint === undefined ? '' : ` · ${endpoint}`}`),
      element('time', { datetime: new Date(at).toISOString() }, formatTime(at)),
    ),
    element(
      'div',
      { class: 'exchange' },
      part('Sent', parameters, headers),
      answer === undefined
        ? element('div', {}, element('h3', {}, 'Answered'), element('p', { class: 'empty' }, reasonOf(status)))
        : part('Answered', answer.parameters, answer.headers),
    ),
  )
}

function part(
  title: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>>,
): HTMLElement {
  const isEmpty = Object.keys(fields).length === 0
  return element(
    'div',
    {},
    element('h3', {}, title),
    isEmpty ? element('p', { class: 'empty' }, 'no fields') : table(fields),
    element('details', { class: 'headers' }, element('summary', {}, 'Headers'), table(headers)),
  )
}

function table(values: Readonly<Record<string, string>>): HTMLElement {
  const list = element('dl')
  for (const [name, value] of Object.entries(values)) {
    list.append(element('dt', {}, name), element('dd', {}, value === '' ? '(empty)' : value))
  }
  return list
}

function reasonOf(status: NumberedEntry['status']): string {
  return (
    { pending: 'not yet', refuse: 'nothing: the connection was refused', stall: 'nothing: it waits for ever' }[
      String(status)
    ] ?? 'nothing is known of it'
  )
}
