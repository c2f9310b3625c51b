type Child = Node | string | undefined
type Properties = Readonly<Record<string, string | number | boolean | undefined | ((event: Event) => void)>>

/**
 * An element. Properties that are functions listen to the event of their name; the others are attributes. Text stays
 * text: paths and names come from whoever sent a request.
 */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(properties)) {
    if (typeof value === 'function') made.addEventListener(key, value)
    else if (value === true) made.setAttribute(key, '')
    else if (value !== undefined && value !== false) made.setAttribute(key, String(value))
  }
  made.append(...children.filter((child) => child !== undefined))
  return made
}

/** An element that the page's HTML has. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`the page has no #${id}`)
  return found
}

export function button(label: string, onClick: () => unknown, properties: Properties = {}): HTMLButtonElement {
  return element('button', { type: 'button', ...properties, click: () => void onClick() }, label)
}

/** Buttons of which one is pressed. */
export function choice<Value extends string>(
  values: ReadonlyArray<readonly [value: Value, label: string]>,
  onChoose: (value: Value) => void,
): HTMLButtonElement[] {
  const buttons = values.map(([value, label], index) =>
    button(label, () => choose(value), { 'aria-pressed': String(index === 0), class: 'chip', 'data-value': value }),
  )
  const choose = (value: Value): void => {
    for (const one of buttons) one.setAttribute('aria-pressed', String(one.dataset['value'] === value))
    onChoose(value)
  }
  return buttons
}
