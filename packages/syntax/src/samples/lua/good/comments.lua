--[[ a long
comment ]] x = 1 --[==[ another ]] ]==] y = 2 -- and a short one
--[ not long
---[[ not long either
--