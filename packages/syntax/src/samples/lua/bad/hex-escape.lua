-- lua-bad-escape 2
x = "\x4g"
