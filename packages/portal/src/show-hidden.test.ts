import assert from 'node:assert/strict'
import { test } from 'node:test'
import { showHidden } from './show-hidden.ts'

test('a character that turns the direction of text is written out', () => {
  assert.equal(showHidden('evil\u202Egpj.lua'), 'evil⟨U+202E⟩gpj.lua')
  assert.equal(showHidden('a\u2066b\u2069c\u200F'), 'a⟨U+2066⟩b⟨U+2069⟩c⟨U+200F⟩')
})

test('what looks like nothing is written out: spaces without width, controls, tags', () => {
  assert.equal(showHidden('\uFEFFa\u200Bb\u0007\u2028\u{E0041}'), '⟨U+FEFF⟩a⟨U+200B⟩b⟨U+0007⟩⟨U+2028⟩⟨U+E0041⟩')
})

test('text of any script stays as it is, with its line ends, tabs and joined emoji', () => {
  const text = 'local s = "Größe 日本 نص 👩‍🚀"\r\n\tend'
  assert.equal(showHidden(text), text)
})
