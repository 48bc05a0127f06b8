-- lua-unfinished-comment 2
--[[ never closed
x = 1
