-- The screen: what notes.lua keeps, as a list with a field below it.

local list = notes.load()
local model

local function change()
	-- What the model holds is on the screen: the list follows.
	model.notes = list
	notes.keep(list)
end

local function add()
	if model.text == "" then return end
	table.insert(list, 1, model.text)
	model.text = ""
	change()
end

model = document.context:OpenDataModel("notes", {
	notes = list,
	text = "",
	add = add,
	typed = function(event)
		-- Enter in the field adds the note.
		if event.parameters.linebreak then add() end
	end,
	remove = function(_, index)
		-- Rows count from 0 in RML, tables from 1 in Lua.
		table.remove(list, index + 1)
		change()
	end,
})
