/**
 * What every painted box starts from. Nothing of the browser's own style sheet is left; all the rest is declared on the elements.
 * `--edge` puts something without size at both ends of a block, so that margins of its children stay inside.
 */
const rules = `
:host { display: block; position: relative; outline: none; }
.screen {
  position: relative; display: block; overflow: hidden; contain: strict; isolation: isolate; direction: ltr; unicode-bidi: isolate;
  color: #fff; font: 400 12px/1.2 sans-serif; text-align: left; cursor: default; user-select: none; -webkit-user-select: none;
  font-synthesis: none; font-variant-ligatures: none; text-size-adjust: none; -webkit-text-size-adjust: none;
  outline: none; overscroll-behavior: contain; -webkit-tap-highlight-color: transparent;
}
.m {
  all: unset; --edge: initial; --scrollbar-y: initial; --scrollbar-x: initial; --scrollbar-track: initial; --scrollbar-bar: initial;
  --scrollbar-corner: initial; -webkit-text-fill-color: inherit; overflow-anchor: none;
}
.m::before, .m::after { content: var(--edge, none); display: table; }
.m::-webkit-scrollbar { width: var(--scrollbar-y, 0px); height: var(--scrollbar-x, 0px); background: var(--scrollbar-track, transparent); }
.m::-webkit-scrollbar-thumb { background: var(--scrollbar-bar, transparent); }
.m::-webkit-scrollbar-corner { background: var(--scrollbar-corner, transparent); }
input.m, textarea.m { appearance: none; display: inline-block; overflow: hidden; user-select: text; -webkit-user-select: text; overflow-wrap: anywhere; }
textarea.m { overflow: auto; white-space: pre-wrap; }
input.m::placeholder, textarea.m::placeholder { color: inherit; opacity: var(--placeholder, 0.6); }
canvas.live { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: cover; z-index: -1; pointer-events: none; }
img.m, canvas.m { display: inline-block; }
.flat .m { transform: translate(0px) !important; }
`

const sheets = new WeakMap<Document, CSSStyleSheet>()

/** The sheet for one page; pages of a strict policy may use it, since it is no markup. */
export function painterSheet(page: Document): CSSStyleSheet {
  let sheet = sheets.get(page)
  if (!sheet) {
    const { CSSStyleSheet } = page.defaultView!
    sheet = new CSSStyleSheet()
    sheet.replaceSync(rules)
    sheets.set(page, sheet)
  }
  return sheet
}
