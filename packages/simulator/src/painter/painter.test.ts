import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { PaintNode, PaintOp, ScreenInput, ScreenUpdate, Snapshot } from '@mosis/screen'
import { startBrowser } from '@mosis/testkit'
import { build } from 'esbuild'
import type { Browser, Page } from 'playwright-core'
import type * as painterModule from './index.ts'
import type { Painter } from './index.ts'

const origin = 'http://phone.test'
const viewport = { width: 300, height: 400, dpRatio: 1, theme: 'light' as const, textScale: 1 }

let browser: Browser
let page: Page
let loaded: string[] = []

before(async () => {
  browser = await startBrowser({ hasScrollbars: true })
  const bundle = await build({
    entryPoints: [`${import.meta.dirname}/index.ts`],
    bundle: true,
    format: 'iife',
    globalName: 'painter',
    write: false,
  })
  page = await browser.newPage({ viewport: { width: 600, height: 500 } })
  await page.route('**/*', (route) => {
    const { pathname, origin: asked } = new URL(route.request().url())
    loaded.push(route.request().url())
    const headers = { 'content-security-policy': "default-src 'self'" }
    const body =
      '<!doctype html><script src="/painter.js"></script><p id="outside">around the phone</p><div id="phone"></div>'
    if (asked !== origin) return route.abort()
    if (pathname === '/') return route.fulfill({ headers, contentType: 'text/html', body })
    if (pathname === '/painter.js')
      return route.fulfill({ contentType: 'text/javascript', body: bundle.outputFiles[0]!.text })
    return route.fulfill({ status: 404, body: '' })
  })
})

after(() => browser.close())

/** Opens a page with a painter that has painted a snapshot. */
async function paint(children: PaintNode[], style: Record<string, string> = {}): Promise<void> {
  loaded = []
  await page.goto(`${origin}/`)
  await page.evaluate(() => {
    const world = window as unknown as World
    world.inputs = []
    world.asked = 0
    world.phone = world.painter.createPainter(document.querySelector<HTMLElement>('#phone')!, {
      assetUrl: (path) => `/asset/${path}`,
      send: (input) => void world.inputs.push(input),
      requestSnapshot: () => {
        world.asked += 1
      },
    })
  })
  const root: PaintNode = {
    kind: 'element',
    id: 1,
    tag: 'body',
    style: {
      position: 'absolute',
      left: '0px',
      top: '0px',
      display: 'block',
      width: '300px',
      height: '400px',
      color: '#000000ff',
      ...style,
    },
    children,
  }
  const snapshot: Snapshot = {
    kind: 'snapshot',
    number: 1,
    path: 'main.rml',
    title: '',
    viewport,
    background: '#ffffffff',
    fonts: [],
    root,
    focus: null,
  }
  await apply(snapshot)
}

interface World {
  painter: typeof painterModule
  phone: Painter
  inputs: ScreenInput[]
  asked: number
}

function apply(update: ScreenUpdate): Promise<void> {
  return page.evaluate((update) => (window as unknown as World).phone.apply(update), update)
}

function patch(number: number, ...ops: PaintOp[]): ScreenUpdate {
  return { kind: 'patch', number, ops }
}

async function frames(): Promise<void> {
  await page.evaluate(async () => {
    for (let count = 0; count < 3; count += 1) await new Promise((resolve) => requestAnimationFrame(resolve))
  })
}

/** What was told so far, after the next frames; forgets it. */
async function inputs(): Promise<ScreenInput[]> {
  await frames()
  return page.evaluate(() => (window as unknown as World).inputs.splice(0))
}

async function inputsOf<Kind extends ScreenInput['kind']>(kind: Kind): Promise<Extract<ScreenInput, { kind: Kind }>[]> {
  const all = await inputs()
  return all.filter((input): input is Extract<ScreenInput, { kind: Kind }> => input.kind === kind)
}

function box(id: number, style: Record<string, string>, children: PaintNode[] = []): PaintNode {
  return { kind: 'element', id, tag: 'div', style: { display: 'block', ...style }, children }
}

test('patches change what is painted, and boxes are told where they differ', async () => {
  await paint([box(2, { height: '50px', 'background-color': '#ff0000ff' }), box(3, { height: '20px' })])
  const [first] = await inputsOf('boxes')
  assert.deepEqual(
    first?.rows.map(([id, x, y, width, height]) => [id, x, y, width, height]),
    [
      [1, 0, 0, 300, 400],
      [2, 0, 0, 300, 50],
      [3, 0, 50, 300, 20],
    ],
  )
  await apply(
    patch(
      2,
      { op: 'style', id: 2, style: { height: '80px', 'background-color': null } },
      { op: 'add', parent: 3, before: null, node: { kind: 'text', id: 4, text: 'new' } },
    ),
  )
  const [second] = await inputsOf('boxes')
  assert.deepEqual(
    second?.rows.map(([id, , y, , height]) => [id, y, height]),
    [
      [2, 0, 80],
      [3, 80, 20],
    ],
  )
  await apply(patch(3, { op: 'remove', id: 2 }, { op: 'text', id: 4, text: 'newer' }))
  const [third] = await inputsOf('boxes')
  assert.deepEqual([third?.number, third?.removed, third?.rows.map(([id, , y]) => [id, y])], [3, [2], [[3, 0]]])
  assert.equal(await page.locator('.screen').textContent(), 'newer')
})

test('margins of children stay inside, transforms leave boxes as they were, and inline parts are told too', async () => {
  await paint([
    box(2, { '--edge': '""' }, [
      box(3, { 'margin-top': '10px', 'margin-bottom': '10px', height: '30px', transform: 'rotate(45deg)' }),
    ]),
    box(4, { height: '5px' }),
  ])
  const [told] = await inputsOf('boxes')
  assert.deepEqual(
    told?.rows.map(([id, x, y, width, height]) => [id, x, y, width, height]),
    [
      [1, 0, 0, 300, 400],
      [2, 0, 0, 300, 50],
      [3, 0, 10, 300, 30],
      [4, 0, 50, 300, 5],
    ],
  )
})

test('a missed update is noticed, and the snapshot that is asked for puts it right', async () => {
  await paint([box(2, { height: '50px' })])
  await apply(patch(3, { op: 'remove', id: 2 }))
  assert.equal(await page.evaluate(() => (window as unknown as World).asked), 1)
  await apply({
    kind: 'snapshot',
    number: 4,
    path: 'main.rml',
    title: '',
    viewport,
    background: '#ffffffff',
    fonts: [],
    root: box(9, { height: '7px' }),
    focus: null,
  })
  await apply(patch(5, { op: 'style', id: 9, style: { height: '9px' } }))
  const told = (await inputsOf('boxes')).at(-1)
  assert.deepEqual(
    told?.rows.map(([id, , , , height]) => [id, height]),
    [[9, 9]],
  )
})

test('a person presses, types, scrolls and uses keys, also where the phone is shown smaller', async () => {
  const field: PaintNode = {
    kind: 'element',
    id: 3,
    tag: 'input',
    style: { display: 'block', width: '200px', height: '30px' },
    control: {
      kind: 'field',
      type: 'text',
      value: 'ab',
      placeholder: '',
      columns: 20,
      rows: 1,
      maxLength: null,
      isDisabled: false,
    },
    children: [],
  }
  await paint([
    box(2, { height: '50px' }),
    field,
    box(4, { height: '60px', 'overflow-y': 'auto' }, [box(5, { height: '500px' })]),
  ])
  await page.evaluate(() => document.querySelector<HTMLElement>('#phone')!.style.setProperty('zoom', '0.5'))
  await inputs()
  const { x, y } = (await page.locator('#phone').boundingBox())!
  await page.mouse.click(x + 10, y + 10)
  const pointers = (await inputsOf('pointer')).filter(({ phase }) => phase !== 'move')
  assert.deepEqual(
    pointers.map(({ phase, x, y, target }) => [phase, x, y, target]),
    [
      ['down', 20, 20, 2],
      ['up', 20, 20, 2],
    ],
  )
  await page.keyboard.press('x')
  const keys = await inputs()
  assert.deepEqual(
    keys.map((input) => (input.kind === 'key' ? `${input.phase} ${input.key}` : input.kind)),
    ['down x', 'text', 'up x'],
  )
  await page.mouse.click(x + 90, y + 32)
  await page.keyboard.type('c')
  const edit = (await inputsOf('edit')).at(-1)
  assert.deepEqual(edit, { kind: 'edit', target: 3, value: 'abc', selectionStart: 3, selectionEnd: 3 })
  // An answer to an older edit must not take back what was typed since.
  await page.keyboard.type('d')
  await apply(
    patch(2, { op: 'control', id: 3, control: { ...(field as { control: object }).control, value: 'abc' } as never }),
  )
  assert.equal(await page.locator('input').inputValue(), 'abcd')
  await apply(
    patch(3, {
      op: 'control',
      id: 3,
      control: { ...(field as { control: object }).control, value: 'set by the app' } as never,
    }),
  )
  assert.equal(await page.locator('input').inputValue(), 'set by the app')
  await inputs()
  await page.mouse.move(x + 20, y + 50)
  await page.mouse.wheel(0, 40)
  await page.waitForFunction(() => (window as unknown as World).inputs.some(({ kind }) => kind === 'scroll'))
  const scrolled = await inputs()
  assert(scrolled.some((input) => input.kind === 'wheel' && (input.target === 4 || input.target === 5)))
  assert(scrolled.some((input) => input.kind === 'scroll' && input.target === 4 && input.top > 0))
})

test('a live picture fills its box, behind what is in it', async () => {
  const video: PaintNode = {
    kind: 'element',
    id: 2,
    tag: 'div',
    style: { display: 'block', position: 'relative', isolation: 'isolate', width: '80px', height: '60px' },
    control: { kind: 'video', source: 'camera' },
    children: [box(3, { width: '10px', height: '10px' })],
  }
  await paint([video])
  const shown = await page.evaluate(async () => {
    const { phone } = window as unknown as World
    const picture = await createImageBitmap(new ImageData(new Uint8ClampedArray(2 * 4).fill(255), 2, 1))
    phone.drawVideo('camera', picture)
    const canvas = document.querySelector('#phone')!.shadowRoot!.querySelector('canvas')!
    const { width, height } = canvas.getBoundingClientRect()
    return [width, height, [...canvas.getContext('2d')!.getImageData(1, 0, 1, 1).data]]
  })
  assert.deepEqual(shown, [80, 60, [255, 255, 255, 255]])
  const { x, y } = (await page.locator('#phone').boundingBox())!
  assert.deepEqual(
    await page.evaluate(({ x, y }) => [5, 40].map((at) => (window as unknown as World).phone.idAt(x + at, y + at)), {
      x,
      y,
    }),
    [3, 2],
  )
})

test('whatever an app paints, it stays in its screen and loads nothing from elsewhere', async () => {
  const evil: Record<string, string>[] = [
    {
      position: 'fixed',
      inset: '0px',
      'z-index': '2147483647',
      'background-color': '#ff0000ff',
      width: '1e30px',
      height: '99999999px',
    },
    { 'background-image': 'url("https://evil.example/a.png")', width: '10px' },
    { 'background-image': 'url(https://evil.example/b.png)', cursor: 'url(https://evil.example/c.png), auto' },
    {
      'background-image': 'image-set("https://evil.example/d.png" 1x)',
      'mask-image': '\\75rl(https://evil.example/e.png)',
    },
    {
      'background-image': 'url("asset:../../x.png") , url("asset:a\\22 b.png")',
      'font-size': '1e9px',
      'letter-spacing': '1e9px',
    },
    {
      position: 'absolute',
      left: '-5000px',
      top: '-5000px',
      width: '20000px',
      height: '20000px',
      filter: 'blur(99999px)',
    },
    {
      behavior: 'url(#x)',
      '-moz-binding': 'url(x)',
      'animation-name': 'x',
      content: '"x"',
      'list-style-image': 'url(https://evil.example/f.png)',
    },
  ]
  const odd = [
    '\u0000\ud800\u202e\u2066',
    '</div><script>alert(1)</script>',
    'a'.repeat(100_000),
    '\u0300'.repeat(5000),
  ]
  await paint([
    ...evil.map((style, index) =>
      box(10 + index, style, [{ kind: 'text', id: 50 + index, text: odd[index % odd.length]! }]),
    ),
    {
      kind: 'element',
      id: 90,
      tag: 'input',
      style: {},
      control: {
        kind: 'field',
        type: 'text',
        value: 'a',
        placeholder: '',
        columns: 1e30,
        rows: -1,
        maxLength: 1e30,
        isDisabled: false,
      },
      children: [],
    },
    {
      kind: 'element',
      id: 91,
      tag: 'img',
      style: {},
      control: {
        kind: 'image',
        source: '../x',
        width: 1e30,
        height: -1,
        part: { x: -1, y: 0, width: 1e30, height: 0 },
      },
      children: [],
    },
    box(
      100,
      {},
      Array.from({ length: 10_000 }, (_one, index) => box(1000 + index, { height: '1px' })),
    ),
  ])
  await frames()
  assert.deepEqual(
    loaded.filter((url) => !url.startsWith(`${origin}/asset/`)),
    [`${origin}/`, `${origin}/painter.js`],
  )
  assert.equal(await page.evaluate(() => document.elementFromPoint(20, 490)?.closest('#phone') ?? null), null)
  assert.equal(await page.evaluate(() => document.elementFromPoint(20, 20)?.id), 'outside')
  assert.deepEqual(await page.evaluate(() => [document.documentElement.scrollWidth <= 600, document.scripts.length]), [
    true,
    1,
  ])
  // It still listens to the next update.
  await apply(patch(2, { op: 'remove', id: 100 }))
  assert.equal(await page.evaluate(() => (window as unknown as World).asked), 0)
})
