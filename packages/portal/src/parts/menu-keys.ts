const itemSelector = '[role^="menuitem"]'

/** The item that a key leads to: arrows go round, Home and End to the ends, a letter to the next item that begins with it. */
export function findMenuItem(menu: HTMLElement, key: string): HTMLElement | undefined {
  const items = [...menu.querySelectorAll<HTMLElement>(itemSelector)]
  const at = items.findIndex((item) => item === document.activeElement)
  switch (key) {
    case 'Home':
      return items[0]
    case 'End':
      return items.at(-1)
    case 'ArrowDown':
      return items[(at + 1) % items.length]
    case 'ArrowUp':
      return items.at(at <= 0 ? -1 : at - 1)
    default:
      return key.length === 1 && key !== ' ' ? findByLetter(items, at, key) : undefined
  }
}

function findByLetter(items: readonly HTMLElement[], at: number, key: string): HTMLElement | undefined {
  const letter = key.toLocaleLowerCase()
  const inOrder = [...items.slice(at + 1), ...items.slice(0, at + 1)]
  return inOrder.find((item) => item.textContent?.trim().toLocaleLowerCase().startsWith(letter))
}
