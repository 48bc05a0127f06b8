import { interpolateParts } from './interpolate.ts'
import { interpolateMatrices, matrixOf, multiply } from './matrix.ts'

/** One function of a transform: its name and arguments as they are written. */
interface Step {
  name: string
  args: string[]
}

/** A list between two others; undefined when they can be brought neither into the same form nor into matrices. */
export function interpolateTransforms(from: string, to: string, share: number): string | undefined {
  const start = readSteps(from)
  const end = readSteps(to)
  const pair = alignSteps(start, end)
  if (pair) return interpolateParts(writeSteps(pair[0]), writeSteps(pair[1]), share)
  const matrices = [start, end].map(toMatrix)
  return matrices[0] && matrices[1] && interpolateMatrices(matrices[0], matrices[1], share)
}

function toMatrix(steps: readonly Step[]) {
  const matrices = steps.map(({ name, args }) => matrixOf(name, args))
  return matrices.every((matrix) => matrix !== undefined) ? matrices.reduce(multiply) : undefined
}

/** Fills the shorter list with functions without effect, if its own follow each other in the longer one too. */
function alignSteps(from: Step[], to: Step[]): [Step[], Step[]] | undefined {
  if (from.length > to.length) {
    const turned = alignSteps(to, from)
    return turned && [turned[1], turned[0]]
  }
  const short: Step[] = []
  const long: Step[] = []
  let next = 0
  for (const step of to) {
    const same = next < from.length ? unify(from[next]!, step) : undefined
    if (same) next += 1
    const [left, right] = same ?? [identityOf(step), step]
    if (!left) return undefined
    short.push(left)
    long.push(right)
  }
  return next === from.length ? [short, long] : undefined
}

/** Writes two functions of one family in the same way; undefined when they are of different families. */
function unify(one: Step, other: Step): [Step, Step] | undefined {
  if (one.name === other.name && one.args.length === other.args.length) return [one, other]
  const general = [toGeneral(one), toGeneral(other)] as const
  return general[0] && general[1] && general[0].name === general[1].name ? [general[0], general[1]] : undefined
}

function toGeneral({ name, args }: Step): Step | undefined {
  const [x = '', y, z] = args
  switch (name) {
    case 'translate':
    case 'translate3d':
      return { name: 'translate3d', args: [x, y ?? '0px', z ?? '0px'] }
    case 'translateX':
      return { name: 'translate3d', args: [x, '0px', '0px'] }
    case 'translateY':
      return { name: 'translate3d', args: ['0px', x, '0px'] }
    case 'translateZ':
      return { name: 'translate3d', args: ['0px', '0px', x] }
    case 'scale':
      return { name: 'scale3d', args: [x, y ?? x, '1'] }
    case 'scale3d':
      return { name, args }
    case 'scaleX':
      return { name: 'scale3d', args: [x, '1', '1'] }
    case 'scaleY':
      return { name: 'scale3d', args: ['1', x, '1'] }
    case 'scaleZ':
      return { name: 'scale3d', args: ['1', '1', x] }
    case 'rotateZ':
    case 'rotate':
      return { name: 'rotate', args }
    case 'skew':
      return { name, args: [x, y ?? '0deg'] }
    case 'skewX':
      return { name: 'skew', args: [x, '0deg'] }
    case 'skewY':
      return { name: 'skew', args: ['0deg', x] }
    default:
      return undefined
  }
}

function identityOf({ name, args }: Step): Step | undefined {
  if (name === 'matrix') return { name, args: ['1', '0', '0', '1', '0', '0'] }
  if (name === 'matrix3d') return { name, args: args.map((_arg, index) => (index % 5 === 0 ? '1' : '0')) }
  if (name === 'perspective') return undefined
  if (name === 'rotate3d') return { name, args: [...args.slice(0, 3), '0deg'] }
  if (name.startsWith('scale')) return { name, args: args.map(() => '1') }
  return { name, args: args.map((arg) => (name.startsWith('translate') ? (arg.endsWith('%') ? '0%' : '0px') : '0deg')) }
}

function readSteps(text: string): Step[] {
  // A calc() of an earlier animation may stand inside.
  return [...text.matchAll(/([a-zA-Z\d]+)\(((?:[^()]|\([^()]*\))*)\)/g)].map(([, name, args]) => ({
    name: name!,
    args: args!.split(',').map((arg) => arg.trim()),
  }))
}

function writeSteps(steps: readonly Step[]): string {
  return steps.map(({ name, args }) => `${name}(${args.join(', ')})`).join(' ')
}
