import { manifestJsonSchema } from '@mosis/format'

/** Settings of VS Code for a project. The name begins with a dot, so it is never part of the package. */
export const editorPath = '.vscode/settings.json'

/**
 * Gives VS Code the schema that manifest.json names, so that it completes and checks without a network. The schema itself stands
 * there: for a file that names its `$schema`, VS Code asks for that address and for no other file.
 */
export function writeEditorSettings(): string {
  const schema = { fileMatch: ['/manifest.json'], url: manifestJsonSchema.$id, schema: manifestJsonSchema }
  return `${JSON.stringify({ 'json.schemas': [schema] }, null, 2)}\n`
}
