-- lua-vararg-outside 2
function f() return ... end
