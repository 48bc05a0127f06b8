import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accounts, findNameFault, normalizeName } from './index.ts'

const faultOf = (name: string) => findNameFault(normalizeName(name))

test('people and teams are named in any script', () => {
  for (const name of [
    'Dana',
    'Łukasz Żółć',
    'Nguyễn Thị Minh Khai',
    "Sinéad O'Connor-Smith",
    'Дана Иванова',
    'Ελένη Παπαδοπούλου',
    'עדה לאבלייס',
    'آدا لوفلیس',
    'अदा लवलेस',
    'อำนาจ เจริญ',
    '田中 太郎',
    'Studio 工作室 スタジオ',
    '김철수 Games',
    'J. R. R. Tolkien',
    'Node.js Friends',
    'Team 42 🚀',
    'Familie 👨\u200d👩\u200d👧',
    'Love ❤\ufe0f Studio',
  ]) {
    assert.equal(faultOf(name), undefined, name)
  }
})

test('a name has one way to be written', () => {
  assert.equal(normalizeName('  Jose\u0301 \u00a0\u3000 Luis '), 'José Luis')
})

test('a name that shows something else than it is gets refused, with the reason', () => {
  for (const [name, fault] of [
    ['', 'must have 1 to 80 characters'],
    ['\u00a0 \u3000', 'must have 1 to 80 characters'],
    ['x'.repeat(81), 'must have 1 to 80 characters'],
    ['Dana\u202eanaD', 'must not hold U+202E, which cannot be seen'],
    ['Da\u200bna', 'must not hold U+200B, which cannot be seen'],
    ['Da\u200dna', 'must not hold U+200D, which cannot be seen'],
    ['Da\u00adna', 'must not hold U+00AD, which cannot be seen'],
    ['Dana\u3164', 'must not hold U+3164, which cannot be seen'],
    ['Dana\r\nBcc: eve@evil.test', 'must not hold U+000D, which cannot be seen'],
    ['Dana\u2028x', 'must not hold U+2028, which cannot be seen'],
    ['Dana\ud800', 'must not hold U+D800, which cannot be seen'],
    ['Dana\u{e0041}', 'must not hold U+E0041, which cannot be seen'],
    ['🚀🚀', 'must hold a letter or a digit'],
    ['D\u0336\u0335\u0334\u0333ana', 'must not pile more than three marks upon a letter'],
    ['𝓓ana', 'must hold "D" instead of "𝓓"'],
    ['Ｄana', 'must hold "D" instead of "Ｄ"'],
    ['Ⓓana', 'must hold "D" instead of "Ⓓ"'],
    ['Dаna', 'must not mix Latin and Cyrillic letters, which look alike'],
    ['Gοοgle', 'must not mix Latin and Greek letters, which look alike'],
    ['Ꭰana', 'must not mix Latin and Cherokee letters, which look alike'],
    ['Win at https://evil.test', 'must not hold an address or angle brackets'],
    ['www.evil.test', 'must not hold an address or angle brackets'],
    ['<b>Dana</b>', 'must not hold an address or angle brackets'],
  ] as const) {
    assert.equal(faultOf(name), fault, JSON.stringify(name))
  }
})

const read = (email: string) => accounts.login.body.safeParse({ email, password: 'x' })

test('an e-mail address is ASCII and has one way to be written', () => {
  for (const [email, is] of [
    ['Dana@Example.COM', 'dana@example.com'],
    ["o'neill+mosis@mail.example.com", "o'neill+mosis@mail.example.com"],
    // The ASCII form of a domain with other letters is shown as it is, so it imitates nothing.
    ['dana@xn--mller-kva.example', 'dana@xn--mller-kva.example'],
    ['dana@xn--e1afmkfd.xn--p1ai', 'dana@xn--e1afmkfd.xn--p1ai'],
  ] as const) {
    assert.equal(read(email).data?.email, is, email)
  }
  for (const email of [
    'dаna@example.com',
    'dana@exаmple.com',
    'dana@müller.example',
    'dana@example。com',
    'dana@example.com\r\nBcc: eve@evil.test',
    'dana@example.com\0',
    'dana@@example.com',
    'Dana <dana@example.com>',
    'dana@example.com,eve@evil.test',
    '"dana eve"@example.com',
    'dana@[192.0.2.1]',
    'dana@example',
    'dana@-example.com',
    '.dana@example.com',
    `${'d'.repeat(65)}@example.com`,
    `dana@${'example.'.repeat(32)}com`,
    'K\u212a@example.com',
  ]) {
    assert.ok(!read(email).success, JSON.stringify(email))
  }
})

test('long hostile texts are refused at once', () => {
  const started = performance.now()
  for (const text of [
    'a'.repeat(900_000),
    `${'a.'.repeat(400_000)}@`,
    `a@${'a-'.repeat(400_000)}`,
    '\u0301'.repeat(400_000),
  ]) {
    const body = { email: text, password: 'x', name: text }
    assert.ok(!accounts.register.body.safeParse(body).success)
  }
  assert.ok(performance.now() - started < 1000)
})
