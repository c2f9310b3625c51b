import { computed, defineComponent, h, onMounted, ref, shallowRef, useId, type VNode, watch } from 'vue'

interface Row {
  readonly element: HTMLTableRowElement
  readonly text: string
  readonly code: string
}

/** A table of failures that can be filtered by code and by what is in it. The rows are there without a script. */
export const FailureTable = defineComponent({
  name: 'FailureTable',
  setup(_, { slots }) {
    const frame = ref<HTMLElement>()
    const rows = shallowRef<readonly Row[]>([])
    const text = ref('')
    const code = ref('')
    const id = useId()
    const codes = computed(() => [...new Set(rows.value.map((row) => row.code))].sort())
    const shown = computed(() => rows.value.filter((row) => matches(row, text.value, code.value)))

    onMounted(() => {
      rows.value = [...(frame.value?.querySelectorAll('tbody tr') ?? [])].map(readRow)
      const asked = new URLSearchParams(location.search).get('code')
      if (asked && codes.value.includes(asked)) code.value = asked
    })
    watch(shown, (now) => {
      for (const row of rows.value) row.element.hidden = !now.includes(row)
    })

    const filter = (): VNode =>
      h('form', { class: 'filter', role: 'search', onSubmit: (event: Event) => event.preventDefault() }, [
        h('label', { for: `${id}-text` }, 'Status, body or advice'),
        h('input', {
          id: `${id}-text`,
          type: 'search',
          value: text.value,
          onInput: (event: Event) => (text.value = typed(event)),
        }),
        h('label', { for: `${id}-code` }, 'Code'),
        h('select', { id: `${id}-code`, value: code.value, onChange: (event: Event) => (code.value = typed(event)) }, [
          h('option', { value: '' }, 'every code'),
          ...codes.value.map((name) => h('option', { value: name }, name)),
        ]),
        h('output', { for: `${id}-text ${id}-code` }, `${shown.value.length} of ${rows.value.length}`),
      ])

    return () =>
      h('div', { class: 'failures', ref: frame }, [
        // Without a script there is nothing to filter with.
        rows.value.length > 0 ? filter() : undefined,
        slots['default']?.(),
      ])
  },
})

const typed = ({ target }: Event): string =>
  target instanceof HTMLInputElement || target instanceof HTMLSelectElement ? target.value : ''

function readRow(element: Element): Row {
  if (!(element instanceof HTMLTableRowElement)) throw new Error('a row of a table was expected')
  return { element, text: element.textContent.toLowerCase(), code: element.cells[3]?.textContent.trim() ?? '' }
}

function matches(row: Row, text: string, code: string): boolean {
  const words = text.toLowerCase().split(/\s+/)
  return (code === '' || row.code === code) && words.every((word) => row.text.includes(word))
}
