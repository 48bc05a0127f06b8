-- lua-closes-twice 2
local a <close>, b <close> = f()
