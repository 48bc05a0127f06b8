-- lua-bad-number 2
x = 10ULL
