-- lua-bad-escape 2
x = "\300"
