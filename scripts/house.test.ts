// Import downwards, never sideways, never up.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

const floors = [
  ['format', 'syntax'],
  ['api', 'review', 'sandbox', 'screen'],
  ['device'],
  ['server', 'portal', 'cli', 'simulator'],
  ['testkit'],
]
/** These run in a browser too. */
const anywhere = new Set(['syntax', 'api', 'sandbox', 'screen', 'portal'])
const floorOf = (name: string) => floors.findIndex((floor) => floor.includes(name))

for (const name of globSync('packages/*').map((path) => path.replace(/^packages./, ''))) {
  test(`${name} imports only from the floors below, and only what its package.json names`, () => {
    const { dependencies = {} } = JSON.parse(readFileSync(`packages/${name}/package.json`, 'utf8'))
    for (const { file, target } of importsOf(name)) {
      const inTest = /\.test\.tsx?$|testing\.ts$/.test(file)
      const [, ours] = /^@mosis\/([\w-]+)/.exec(target) ?? []
      if (ours && ours !== name && !(inTest && ours === 'testkit')) {
        assert.ok(floorOf(ours) < floorOf(name), `${file} imports ${target}`)
      }
      if (anywhere.has(name) && !inTest) assert.doesNotMatch(target, /^node:/, `${file} runs in a browser`)
      const packageName = /^(?:@[^/]+\/)?[^/]+/.exec(target)?.[0] ?? ''
      if (!inTest && !/^(?:node:|virtual:|\.)/.test(target))
        assert.ok(packageName in dependencies, `${file} imports ${target}`)
    }
  })
}

function importsOf(name: string) {
  return globSync([`packages/${name}/src/**/*.ts`, `packages/${name}/src/**/*.tsx`]).flatMap((file) =>
    [
      ...readFileSync(file, 'utf8').matchAll(
        /^\s*(?:import|export)\b[^'"]*?\bfrom '([^']+)'|\bimport\(\s*'([^']+)'|^import '([^']+)'/gm,
      ),
    ].map(([, from, dynamic, bare]) => ({ file, target: from ?? dynamic ?? bare ?? '' })),
  )
}
