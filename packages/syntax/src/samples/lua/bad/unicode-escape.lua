-- lua-bad-escape 2
x = "\u{80000000}"
