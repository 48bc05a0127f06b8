import { SimulatorError } from '../errors.ts'
import { screenPresets } from '../phone/screen-presets.ts'
import { choiceOf, findNumber, findText, numberOf, textOf } from './arguments.ts'
import type { Args } from './arguments.ts'
import type { Verb, VerbContext } from './verb.ts'

/** What is done to the phone itself. */
export const phoneVerbs = {
  open: ({ phone }) => phone.open(),
  close: ({ phone }) => phone.close(),
  back: ({ phone }) => phone.back(),
  home: ({ phone }) => phone.goHome(),
  async restart({ phone }) {
    await phone.close()
    await phone.open()
  },
  async reload({ phone }) {
    await phone.reload([])
    const { problem, reload } = phone.view()
    return { problem, reload: problem ? null : reload }
  },
  'clear-data': ({ phone }) => phone.clearData(),
  size: ({ phone }, args) => phone.setSurroundings(readSize(args)),
  rotate({ phone }) {
    const { app, surroundings } = phone.view()
    const { width, height } = surroundings
    if (app && app.orientation !== 'any' && app.orientation !== (width > height ? 'portrait' : 'landscape')) {
      throw new SimulatorError(
        'simulator.orientation_fixed',
        `Cannot turn the phone: ${app.name} is ${app.orientation} only`,
        {
          fix: 'Set "orientation": "any" in manifest.json',
        },
      )
    }
    phone.setSurroundings({ width: height, height: width })
  },
  theme: ({ phone }, args) => phone.setSurroundings({ theme: choiceOf(args, 'theme', ['light', 'dark']) }),
  locale: ({ phone }, args) => phone.setSurroundings({ locale: textOf(args, 'locale') }),
  'text-size': ({ phone }, args) => phone.setSurroundings({ textScale: numberOf(args, 'scale') }),
  network: ({ phone }, args) =>
    phone.setSurroundings({ network: choiceOf(args, 'state', ['online', 'slow', 'offline']) }),
  battery({ phone }, args) {
    const { battery } = phone.view().surroundings
    const isCharging = typeof args['isCharging'] === 'boolean' ? args['isCharging'] : battery.isCharging
    phone.setSurroundings({ battery: { percent: findNumber(args, 'percent') ?? battery.percent, isCharging } })
  },
  permission: setPermission,
  answer({ phone }, args) {
    const { question } = phone.view()
    const isAllowed = choiceOf(args, 'answer', ['allow', 'deny']) === 'allow'
    const id = findNumber(args, 'id') ?? question?.id
    if (id !== undefined && phone.permissions().answer(id, isAllowed)) return
    throw new SimulatorError('simulator.not_asked', 'Nothing is asked now')
  },
  'read-notifications': ({ sources }) => sources.readNotifications(),
  'clear-notifications': ({ sources }) => sources.clearNotifications(),
} satisfies Record<string, Verb>

function readSize(args: Args) {
  const preset = findText(args, 'preset')
  if (preset === undefined) {
    const dpRatio = findNumber(args, 'dpRatio')
    return {
      width: numberOf(args, 'width'),
      height: numberOf(args, 'height'),
      ...(dpRatio !== undefined && { dpRatio }),
    }
  }
  const found = screenPresets.find(({ name }) => name === preset)
  if (found) return { width: found.width, height: found.height, dpRatio: found.dpRatio }
  throw new SimulatorError('simulator.wrong_argument', `There is no screen "${preset}"`, {
    fix: `Choose from ${screenPresets.map(({ name }) => name).join(', ')}, or write it like 540x960`,
  })
}

function setPermission({ phone }: VerbContext, args: Args) {
  const name = textOf(args, 'permission')
  const known = phone.view().permissions.find((permission) => permission.name === name)
  if (!known || known.risk !== 'dangerous') {
    const names = phone
      .view()
      .permissions.filter(({ risk }) => risk === 'dangerous')
      .map((each) => each.name)
    throw new SimulatorError('simulator.unknown_permission', `The app does not ask for "${name}"`, {
      fix: names.length === 0 ? 'Declare it in manifest.json first' : `It may ask for ${names.join(', ')}`,
    })
  }
  phone.setPermission(name, choiceOf(args, 'answer', ['granted', 'denied', 'ask']))
}
