/**
 * The path of a file as a sheet names it: beside the sheet, from the package root with a leading "/", or among the platform's own
 * files with a leading "/system/". Undefined when the name leads out of the package.
 */
export function resolveFile(sheetPath: string, name: string): string | undefined {
  if (name === '') return undefined
  const isSystem = name.startsWith('/system/') || (!name.startsWith('/') && sheetPath.startsWith('/system/'))
  const parts = name.startsWith('/') ? [] : sheetPath.split('/').slice(0, -1)
  for (const part of name.split('/')) {
    if (part === '..' && parts.filter((one) => one !== '').length === 0) return undefined
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  const path = parts.filter((part) => part !== '').join('/')
  if (!isSystem) return path
  return path.startsWith('system/') ? `/${path}` : undefined
}
