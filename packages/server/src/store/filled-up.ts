/** The list with its last item repeated up to a power of two: so few lengths, so few statements to keep prepared. */
export function filledUp<Item>(items: readonly [Item, ...Item[]]): Item[] {
  const length = 2 ** Math.ceil(Math.log2(items.length))
  return Array.from({ length }, (_, index) => items[index] ?? items[0])
}
