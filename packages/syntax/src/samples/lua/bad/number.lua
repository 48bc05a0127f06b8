-- lua-bad-number 2
x = 3..2
