import { join, relative, resolve } from 'node:path'
import { command } from '../command.ts'
import { Failure } from '../failure.ts'
import { count } from '../output.ts'

export const types = command({
  name: 'types',
  summary: 'Write the types of the Lua API for your editor',
  about:
    'Editors with the Lua language server (in VS Code the extension "Lua" by sumneko) complete and check calls of the API by them. ' +
    'Run it again after an update of mosis; settings of your own in .luarc.json stay.',
  group: 'Write an app',
  arguments: { dir: { summary: 'the project (default: this folder)', optional: true } },
  options: {},
  examples: [
    ['mosis types', '.mosis/types/*.lua and .luarc.json in this folder'],
    ['mosis types clock', 'those of another project'],
  ],
  async run({ dir = '.' }, io) {
    const folder = resolve(io.cwd, dir)
    if (io.files.kind(folder) !== 'folder') {
      throw new Failure('file.not_found', `There is no folder "${dir}"`, {
        path: dir,
        fix: 'Give the path of a project',
      })
    }
    // Only here: the whole API is much to read for every `mosis --help`.
    const { luaSettingsPath, typesFolder, writeLuaSettings, writeLuaTypes } = await import('../lua-types.ts')
    const written: string[] = []
    const write = (path: string, text: string) => {
      io.files.writeWhole(join(folder, path), text)
      written.push(path)
    }
    for (const [name, text] of writeLuaTypes()) write(`${typesFolder}/${name}`, text)
    const hasSettings = io.files.kind(join(folder, luaSettingsPath)) !== undefined
    if (!hasSettings) write(luaSettingsPath, writeLuaSettings())
    const shown = relative(io.cwd, folder) || '.'
    return {
      data: { dir: folder, files: written },
      text: [
        `${io.color.green('Wrote')} ${count(written.length, 'file')} in ${shown}`,
        ...(hasSettings
          ? [`${luaSettingsPath} is yours and stays; name "${typesFolder}" in its "workspace.library"`]
          : []),
      ].join('\n'),
    }
  },
})
