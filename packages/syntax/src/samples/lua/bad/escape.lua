-- lua-bad-escape 2
x = "\q"
