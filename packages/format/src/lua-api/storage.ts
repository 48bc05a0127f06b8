import { done, field, luaFunction, parameter, result } from './schema.ts'
import type { LuaModule } from './schema.ts'

const permissions = ['storage'] as const
const path = parameter('path', 'string', 'segments joined by "/"; never begins with "/"')
const raises = ['storage.path_invalid']
const full = [
  'storage.too_large',
  'storage.quota_exceeded',
  'storage.directory_full',
  'storage.disk_full',
  'storage.io',
]

export const storage: LuaModule = {
  name: 'storage',
  summary: "The app's own files.",
  notes: [
    'Paths in `cache/` may be cleared by the system and count towards 50 MiB; `temp/` is emptied when the app stops and counts with it; all others are kept and count, with the databases, towards 100 MiB.',
    'A file has at most 50 MiB, a string 1 MiB, a directory 10,000 entries, a path 256 characters.',
    'The same paths work on every device: no `..`, no `\\`, no control characters, no names of devices.',
  ],
  functions: [
    luaFunction('storage.write', 'Writes a file whole or not at all, with the directories that are missing.', {
      parameters: [path, parameter('data', 'string', 'the new content, text or bytes')],
      results: done,
      permissions,
      raises,
      fails: [...full, 'storage.is_directory', 'storage.not_directory'],
      example: 'storage.write("data/config.json", json.encode(config))',
    }),
    luaFunction('storage.append', 'Adds to the end of a file, which is made if there is none.', {
      parameters: [path, parameter('data', 'string', 'what is added')],
      results: done,
      permissions,
      raises,
      fails: [...full, 'storage.is_directory', 'storage.not_directory'],
      example: 'storage.append("log.txt", line .. "\\n")',
    }),
    luaFunction('storage.read', 'Reads a file, or a part of one.', {
      parameters: [
        path,
        parameter('offset?', 'integer', 'where to begin, counted from 0', { min: 0 }),
        parameter('size?', 'integer', 'how many bytes at most', { min: 0, max: 1_048_576 }),
      ],
      results: [result('data', 'string')],
      permissions,
      raises,
      fails: ['storage.not_found', 'storage.is_directory', 'storage.too_large', 'storage.io'],
      example: 'local data = storage.read("data/config.json")',
    }),
    luaFunction('storage.exists', 'Says whether there is a file or directory.', {
      parameters: [path],
      results: [result('exists', 'boolean')],
      permissions,
      raises,
      fails: ['storage.io'],
      example: 'if storage.exists("data/config.json") then load_config() end',
    }),
    luaFunction('storage.delete', 'Deletes a file, or a directory that is empty.', {
      parameters: [path],
      results: done,
      permissions,
      raises,
      fails: ['storage.not_found', 'storage.not_empty', 'storage.io'],
      example: 'storage.delete("data/config.json")',
    }),
    luaFunction('storage.mkdir', 'Makes a directory, with those above it; one that exists is no failure.', {
      parameters: [path],
      results: done,
      permissions,
      raises,
      fails: ['storage.exists', 'storage.directory_full', 'storage.disk_full', 'storage.io'],
      example: 'storage.mkdir("data/subfolder")',
    }),
    luaFunction('storage.list', 'Lists the names in a directory, sorted.', {
      parameters: [{ ...path, summary: 'a directory; "" is the root' }],
      results: [result('names', 'string[]')],
      permissions,
      raises,
      fails: ['storage.not_found', 'storage.not_directory', 'storage.io'],
      example: 'for _, name in ipairs(storage.list("data/")) do print(name) end',
    }),
    luaFunction('storage.stat', 'Says what is at a path.', {
      parameters: [path],
      results: [result('found', 'FileStat')],
      permissions,
      raises,
      fails: ['storage.not_found', 'storage.io'],
      example: 'local found = storage.stat("photos/capture.jpg")',
    }),
  ],
  shapes: [
    {
      name: 'FileStat',
      summary: 'What is known of a file or directory.',
      fields: [
        field('size', 'integer', 'bytes; 0 of a directory'),
        field('modified', 'integer', 'milliseconds since 1970'),
        field('is_dir', 'boolean', 'whether it is a directory'),
      ],
    },
  ],
}
