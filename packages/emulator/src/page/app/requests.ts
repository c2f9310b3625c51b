import type { ProviderName } from '../../contract.ts'
import type { NumberedEntry } from '../../server/watch.ts'
import { byId, choice, element } from './dom.ts'
import { providerNames, titles } from './names.ts'
import { requestRow } from './request-row.ts'

/** More would make the page slow, and nobody reads them. */
const mostRows = 300

interface Row {
  entry: NumberedEntry
  readonly item: HTMLLIElement
}

/** The list of requests, newest first. */
export function createRequests(): {
  show(requests: readonly NumberedEntry[]): void
  /** Takes away those that the server keeps no longer. */
  forget(oldest: number | null): void
} {
  const list = byId('request-list')
  const rows = new Map<number, Row>()
  let wanted: ProviderName | 'all' = 'all'
  const matches = ({ provider }: NumberedEntry): boolean => wanted === 'all' || provider === wanted
  const refresh = (): void => {
    for (const { entry, item } of rows.values()) item.hidden = !matches(entry)
    byId('no-requests').hidden = [...rows.values()].some(({ item }) => !item.hidden)
  }
  const all = ['all', 'All'] as const
  byId('filter').append(
    ...choice<ProviderName | 'all'>([all, ...providerNames.map((name) => [name, titles[name]] as const)], (name) => {
      wanted = name
      refresh()
    }),
  )
  const put = (entry: NumberedEntry): void => {
    const known = rows.get(entry.id)
    const isOpen = known?.item.querySelector('details')?.open ?? false
    const row = requestRow(entry, isOpen)
    if (known === undefined) {
      const item = element('li', {}, row)
      list.prepend(item)
      rows.set(entry.id, { entry, item })
    } else {
      const hadFocus = known.item.contains(document.activeElement)
      known.item.replaceChildren(row)
      known.entry = entry
      if (hadFocus) row.querySelector('summary')?.focus()
    }
  }
  const drop = (id: number): void => {
    rows.get(id)?.item.remove()
    rows.delete(id)
  }
  return {
    show(requests) {
      for (const entry of [...requests].sort((one, other) => one.id - other.id)) put(entry)
      for (const id of [...rows.keys()].slice(0, Math.max(0, rows.size - mostRows))) drop(id)
      refresh()
    },
    forget(oldest) {
      for (const id of [...rows.keys()]) if (oldest === null || id < oldest) drop(id)
      refresh()
    },
  }
}
