-- lua-no-statement 2
x += 1
