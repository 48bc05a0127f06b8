import { ApiError } from '@mosis/api'

/** Who the password is for, and where it stands in the request. */
export interface PasswordOwner {
  email: string
  name: string
}

/**
 * Refuses what is tried first: the person's own address and name, and what thousands of others chose. Otherwise the length of
 * the contract is the only rule, as NIST SP 800-63B asks: no demands for digits, signs or a change every few months.
 */
export function refuseWeakPassword(password: string, owner: PasswordOwner, pointer: `/${string}`): void {
  const reason = findWeakness(password, owner)
  if (reason === undefined) return
  throw new ApiError(
    'account.weak_password',
    { reason },
    { errors: [{ pointer, code: 'weak_password', message: reason }] },
  )
}

const fewestDifferent = 4
const longestRun = 5

function findWeakness(password: string, { email, name }: PasswordOwner): string | undefined {
  const text = fold(password)
  const own = [email, email.slice(0, email.lastIndexOf('@')), name].map(fold)
  if (own.includes(text)) return "it is the account's own name or e-mail address"
  if (new Set(text).size < fewestDifferent) return `it has fewer than ${fewestDifferent} different characters`
  if (isRunOn(text)) return 'it goes on in the order of the alphabet, the digits or the keyboard'
  if (common.has(text.replace(/[^a-z0-9]/g, ''))) return 'it is one of the most common ones'
  return undefined
}

/** Without case, spaces and accents, as somebody who guesses would try it. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\s]/gu, '')
    .toLowerCase()
}

/** Nearly every character follows the one before it, forwards or backwards. */
function isRunOn(text: string): boolean {
  const orders = [
    'abcdefghijklmnopqrstuvwxyz',
    '01234567890',
    'qwertyuiop',
    'asdfghjkl',
    'zxcvbnm',
    'qwertzuiop',
    'azertyuiop',
  ]
  const isStep = (pair: string) =>
    orders.some((order) => order.includes(pair) || order.includes(pair.charAt(1) + pair.charAt(0)))
  const characters = Array.from(text)
  const breaks = characters.filter((character, index) => {
    const next = characters[index + 1]
    return next !== undefined && next !== character && !isStep(character + next)
  })
  return characters.length / (breaks.length + 1) >= longestRun
}

/** What lists of leaked passwords have at their top, as far as it is long enough; without signs between the letters. */
const common = new Set(
  `1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc 1qazxsw23edc q1w2e3r4t5 q1w2e3r4t5y6 1a2b3c4d5e a1b2c3d4e5 1password1 password1
  password12 password123 password1234 password12345 password123456 passwordpassword passw0rd123 p4ssw0rd123 mypassword
  mypassword1 mypassword123 newpassword newpassword1 thepassword yourpassword passwort123 passwort1234 meinpasswort motdepasse
  motdepasse1 contrasena1 contrasena123 changeme123 changeme1234 changeit123 letmein123 letmein1234 letmeinnow welcome123
  welcome1234 welcome2024 welcome2025 welcome2026 administrator administrator1 admin12345 admin123456 adminadmin admin123admin
  root123456 rootpassword superuser1 superadmin test123456 testtest123 testpassword test1234test user123456 guest12345
  iloveyou12 iloveyou123 iloveyou1234 iloveyou2 iloveyouso iloveyoubaby loveyou123 princess123 princess12 sunshine123
  sunshine12 football123 football12 baseball123 basketball basketball1 superman123 batman12345 dragon12345 monkey12345
  master12345 shadow12345 michael123 jennifer123 charlie123 abc1234567 abcd123456 abcabcabc1 abc123abc123 123abc123abc
  qwerty1234 qwerty12345 qwerty123456 qwertyqwerty qwe123qwe123 qweasdzxc1 qweasdzxc123 asdfasdf123 asdf123456 zxcvbnm123
  google12345 facebook123 linkedin123 minecraft1 minecraft123 pokemon12345 starwars123 startrek123 computer123 internet123
  whatever123 trustno1234 correcthorsebatterystaple opensesame opensesame1 secret12345 topsecret1 secretpassword
  mosismosis mosisportal mosis12345 portal12345 developer1 developer123 developer1234 gfhjkmgfhjkm 1234qwerasdf
  1234qwerty 123qweasdzxc 12qwaszxerdf zaq12wsxcde3 aa12345678 a123456789 a1234567890 123456789a 1234567890a 123456789q
  q123456789 woaini1314 woaini1314520 5201314520 147258369 1472583690 7894561230 789456123 3141592653 31415926535
  1029384756 0147258369 1357924680 2468013579 9876543210 11223344556 112233445566 121212121212 123123123123`.split(
    /\s+/,
  ),
)
