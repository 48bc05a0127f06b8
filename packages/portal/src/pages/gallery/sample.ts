import { PortalError } from '../../call.ts'

/** Words and numbers to fill the gallery with; of no meaning to anybody. */
export const words = {
  short: 'Weather',
  sentence: 'Shows what the sky will do for the next seven days, also without a network.',
  long: 'A very long name that somebody gave to an app because nothing kept them from doing so, and then some more of it',
  unbroken: 'com.example.averyveryveryverylongidentifierwithoutanyplacewhereitcouldbebroken.weather',
  act: 'Save changes',
  choose: 'Choose',
  delete: 'Delete',
  retry: 'Try again',
  menu: 'More',
  paragraphs:
    'The first paragraph of what somebody wrote, with an address: https://example.com/help?topic=wind, and a full stop behind it.\n\nThe second one has\na line of its own, <b>no bold</b>, [no link](javascript:alert(1)) and an address of a stranger: https://portal.example@evil.example/.',
} as const

export const refused = new PortalError(
  'The id "com.example.weather" is taken',
  {
    code: 'app.id_taken',
    status: 409,
    title: 'Conflict',
    detail: 'The id "com.example.weather" is taken',
    type: 'about:blank',
    fix: 'Choose another id',
    app_id: 'com.example.weather',
    errors: [
      { pointer: '/name', code: 'invalid', message: 'Missing: it should be a name' },
      { pointer: '/summary', code: 'invalid', message: 'Too big: expected string to have <=80 characters' },
    ],
  },
  'req_01HZY3V4N5',
)

export const failed = new PortalError(
  'The portal failed; nothing was changed',
  { code: 'internal', status: 500, fix: 'Try again; if it stays, give the operator the request id' },
  'req_01HZY3V4N5',
)

export const unreachable = new PortalError('The portal does not answer', { code: 'portal.unreachable', status: 0 })

export const states = [
  'draft',
  'submitted',
  'checking',
  'failed',
  'in_review',
  'changes_requested',
  'rejected',
  'approved',
  'scheduled',
  'published',
  'halted',
  'quarantined',
  'superseded',
  'withdrawn',
  'suspended',
] as const

export interface SampleApp {
  id: string
  name: string
  state: (typeof states)[number]
  installs: number
  updated: string
}

export const hour = 3_600_000
const day = 24 * hour
export const begin = Date.UTC(2026, 9, 1)
export const before = (hours: number) => new Date(Date.now() - hours * hour).toISOString()

export const apps: readonly SampleApp[] = Array.from({ length: 120 }, (_, at) => ({
  id: `com.example.app${at}`,
  name:
    at === 2 ? words.long : ['Weather', 'Notes', 'Bubble level', 'Timer', 'Trains'][at % 5] + (at < 5 ? '' : ` ${at}`),
  state: states[at % states.length] ?? 'draft',
  installs: (at * 7919) % 25_000,
  updated: new Date(Date.UTC(2026, 10, 20) - at * 9 * hour).toISOString(),
}))

export const times = Array.from({ length: 30 }, (_, at) => new Date(begin + at * day).toISOString())
const wave = (at: number, by: number) => Math.round(900 + 500 * Math.sin(at / by) + at * 22)
export const series = [
  { label: 'Starts', values: times.map((_, at) => (at === 4 ? null : wave(at, 3))) },
  { label: 'Devices', values: times.map((_, at) => (at === 4 ? null : Math.round(wave(at, 4) * 0.6))) },
]
export const oneSeries = series.slice(0, 1)
export const crashes = [{ label: 'Crashes', values: times.map((_, at) => (at * 37) % 23) }]
export const markers = [
  { time: times[6] ?? '', label: '1.1.0' },
  { time: times[19] ?? '', label: '1.2.0' },
]

export const code = `-- Shows the weather of the city that was chosen last.
local city = storage.read("city.txt") or "Bern"

function refresh()
  local answer = network.request{ url = "https://api.example.com/v1/weather?city=" .. city, timeout = 5000 }
  if answer.error then
    model.sky = "No answer"
    return
  end
  local data = json.decode(answer.body)
  model.temperature = math.floor(data.temperature + 0.5)
  model.sky = data.sky
end

timer.every(60000, refresh)
`

export const longCode = Array.from({ length: 300 }, (_, at) => `local value_${at} = ${at * 3} -- line ${at + 1}`).join(
  '\n',
)

export const hunks = [
  {
    before_start: 3,
    after_start: 3,
    lines: [
      ' function refresh()',
      '-  local answer = network.request{ url = "http://api.example.com/" .. city }',
      '+  local answer = network.request{ url = "https://api.example.com/v1/weather?city=" .. city, timeout = 5000 }',
      '+  if answer.error then',
      '+    model.sky = "No answer"',
      '+    return',
      '+  end',
      '   local data = json.decode(answer.body)',
    ],
  },
  {
    before_start: 40,
    after_start: 44,
    lines: [' end', ' ', '-timer.every(1000, refresh)', '+timer.every(60000, refresh)'],
  },
]
