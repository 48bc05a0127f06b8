import { testJsonSchema } from '@mosis/device/test-api'
import { manifestJsonSchema } from '@mosis/format'

/** Settings of VS Code for a project. The name begins with a dot, so it is never part of the package. */
export const editorPath = '.vscode/settings.json'

/**
 * Gives VS Code the schemas that manifest.json and the action files of tests name, so that it completes and checks without a network. They stand
 * there whole: for a file that names its `$schema`, VS Code asks for that address and for no other file.
 */
export function writeEditorSettings(): string {
  const schemas = [
    { fileMatch: ['/manifest.json'], url: manifestJsonSchema.$id, schema: manifestJsonSchema },
    { fileMatch: ['/tests/*.json'], url: testJsonSchema.$id, schema: testJsonSchema },
  ]
  return `${JSON.stringify({ 'json.schemas': schemas }, null, 2)}\n`
}
