import type { ShownFault, ShownSetup } from '../../server/state.ts'
import { ask } from './ask.ts'
import { button, byId, element } from './dom.ts'
import { providerNames, titles } from './names.ts'
import { say } from './notice.ts'

const hourMs = 3_600_000

/** What one does to the servers: their clock, their tokens, their faults. */
export function createControls({ endpoints, kinds }: ShownSetup): { show(faults: readonly ShownFault[]): void } {
  const provider = select('Provider', providerNames, (name) => titles[name])
  const endpoint = select('Endpoint', [], (name) => name)
  const kind = select('Fault', kinds, (name) => name)
  const count = element('input', {
    type: 'number',
    min: 1,
    max: 100_000,
    value: 1,
    id: 'times',
    placeholder: 'without end',
  })
  const fillEndpoints = (): void => {
    const any = element('option', { value: '' }, 'any')
    const names = endpoints[provider.value()].map((name) => element('option', { value: name }, name))
    endpoint.field.replaceChildren(any, ...names)
  }
  provider.field.addEventListener('change', fillEndpoints)
  fillEndpoints()
  const addFault = (): Promise<void> =>
    ask('/faults', {
      provider: provider.value(),
      ...(endpoint.value() === '' ? {} : { endpoint: endpoint.value() }),
      kind: kind.value(),
      times: count.value === '' ? null : Number(count.value),
    })
  const pending = element('ul', { class: 'pending', id: 'pending' })
  const clear = button('Clear faults', () => say(ask('/faults', undefined, 'DELETE')), { class: 'small' })
  const endAll = (how: 'revoke' | 'expire') => () => say(ask(`/${how}`, { provider: provider.value() }))
  byId('server-controls').append(
    element(
      'p',
      { class: 'actions' },
      button('+1 h', () => say(ask('/clock', { advanceMs: hourMs }))),
      button('+1 d', () => say(ask('/clock', { advanceMs: 24 * hourMs }))),
      button('Reset', () => say(ask('/reset')), { title: 'Forgets requests and faults, not sessions' }),
    ),
    element('p', { class: 'notice', id: 'notice', role: 'alert', hidden: true }),
    element(
      'form',
      {
        class: 'fault',
        submit: (event) => {
          event.preventDefault()
          void say(addFault())
        },
      },
      ...[provider.label, endpoint.label, kind.label],
      element('label', { for: 'times' }, 'Times', count),
      element(
        'p',
        { class: 'actions' },
        element('button', { type: 'submit', class: 'strong' }, 'Add fault'),
        button('Revoke access tokens', endAll('revoke')),
        button('Expire access tokens', endAll('expire')),
      ),
    ),
    pending,
    clear,
  )
  return {
    show(faults) {
      pending.replaceChildren(...faults.map((fault) => element('li', {}, describe(fault))))
      pending.hidden = faults.length === 0
      clear.hidden = faults.length === 0
    },
  }
}

function describe({ provider, endpoint, kind, left, probability }: ShownFault): string {
  const chance = probability === undefined ? '' : `, by a chance of ${Math.round(probability * 100)} %`
  const times = left === null ? 'without end' : left === 1 ? 'once' : `${left} times`
  return `${titles[provider]}, ${endpoint ?? 'any endpoint'}: ${kind}, ${times}${chance}`
}

function select<Name extends string>(
  title: string,
  names: readonly Name[],
  titleOf: (name: Name) => string,
): { readonly label: HTMLElement; readonly field: HTMLSelectElement; value(): Name } {
  const id = title.toLowerCase()
  const options = names.map((name) => element('option', { value: name }, titleOf(name)))
  const field = element('select', { id }, ...options)
  // One of its options is chosen.
  return { label: element('label', { for: id }, title, field), field, value: () => field.value as Name }
}
