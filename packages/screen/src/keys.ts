/** RmlUi's numbers of keys, by the names of `rmlui.key_identifier`. */
export const keyIdentifiers: ReadonlyMap<string, number> = new Map([
  ...numbered(0, 'UNKNOWN SPACE 0 1 2 3 4 5 6 7 8 9'),
  ...numbered(12, 'A B C D E F G H I J K L M N O P Q R S T U V W X Y Z'),
  ...numbered(38, 'OEM_1 OEM_PLUS OEM_COMMA OEM_MINUS OEM_PERIOD OEM_2 OEM_3 OEM_4 OEM_5 OEM_6 OEM_7 OEM_8 OEM_102'),
  ...numbered(51, 'NUMPAD0 NUMPAD1 NUMPAD2 NUMPAD3 NUMPAD4 NUMPAD5 NUMPAD6 NUMPAD7 NUMPAD8 NUMPAD9 NUMPADENTER'),
  ...numbered(62, 'MULTIPLY ADD SEPARATOR SUBTRACT DECIMAL DIVIDE OEM_NEC_EQUAL BACK TAB CLEAR RETURN PAUSE CAPITAL'),
  ...numbered(75, 'KANA HANGUL JUNJA FINAL HANJA KANJI ESCAPE CONVERT NONCONVERT ACCEPT MODECHANGE'),
  ...numbered(86, 'PRIOR NEXT END HOME LEFT UP RIGHT DOWN SELECT PRINT EXECUTE SNAPSHOT INSERT DELETE HELP'),
  ...numbered(101, 'LWIN RWIN APPS POWER SLEEP WAKE'),
  ...numbered(107, Array.from({ length: 24 }, (_, index) => `F${index + 1}`).join(' ')),
  ...numbered(131, 'NUMLOCK SCROLL'),
  ...numbered(138, 'LSHIFT RSHIFT LCONTROL RCONTROL LMENU RMENU'),
])

/** RmlUi's bits of the keys held down together with another. */
export const keyModifiers = { CTRL: 1, SHIFT: 2, ALT: 4, META: 8, CAPSLOCK: 16, NUMLOCK: 32, SCROLLLOCK: 64 } as const

/** Keys whose name in a browser is not that of RmlUi. */
const named: ReadonlyMap<string, string> = new Map([
  [' ', 'SPACE'],
  ['Enter', 'RETURN'],
  ['Backspace', 'BACK'],
  ['Tab', 'TAB'],
  ['Escape', 'ESCAPE'],
  ['PageUp', 'PRIOR'],
  ['PageDown', 'NEXT'],
  ['End', 'END'],
  ['Home', 'HOME'],
  ['ArrowLeft', 'LEFT'],
  ['ArrowUp', 'UP'],
  ['ArrowRight', 'RIGHT'],
  ['ArrowDown', 'DOWN'],
  ['Insert', 'INSERT'],
  ['Delete', 'DELETE'],
  ['Clear', 'CLEAR'],
  ['Pause', 'PAUSE'],
  ['CapsLock', 'CAPITAL'],
  ['NumLock', 'NUMLOCK'],
  ['ScrollLock', 'SCROLL'],
  ['PrintScreen', 'SNAPSHOT'],
  ['ContextMenu', 'APPS'],
  ['Help', 'HELP'],
  ['Shift', 'LSHIFT'],
  ['Control', 'LCONTROL'],
  ['Alt', 'LMENU'],
  ['Meta', 'LWIN'],
  [';', 'OEM_1'],
  [':', 'OEM_1'],
  ['+', 'OEM_PLUS'],
  ['=', 'OEM_PLUS'],
  [',', 'OEM_COMMA'],
  ['-', 'OEM_MINUS'],
  ['_', 'OEM_MINUS'],
  ['.', 'OEM_PERIOD'],
  ['/', 'OEM_2'],
  ['?', 'OEM_2'],
  ['`', 'OEM_3'],
  ['[', 'OEM_4'],
  ['\\', 'OEM_5'],
  [']', 'OEM_6'],
  ["'", 'OEM_7'],
])

/** RmlUi's number of a key that a browser names so; 0 for one that RmlUi does not know. */
export function keyIdentifierOf(key: string): number {
  const name = named.get(key) ?? (/^(?:[a-z0-9]|F\d{1,2})$/i.test(key) ? key.toUpperCase() : 'UNKNOWN')
  return keyIdentifiers.get(name) ?? 0
}

function numbered(first: number, names: string): [string, number][] {
  return names.split(' ').map((name, index) => [name, first + index])
}
