/** One value of a sent form as text; what is missing is empty. */
export function fieldOf(data: FormData, name: string): string {
  const value = data.get(name)
  return typeof value === 'string' ? value : ''
}
