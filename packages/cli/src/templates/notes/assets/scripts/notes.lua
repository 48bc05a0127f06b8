-- Keeping the notes: a list of texts in one file of the app's own storage.

notes = {}

local file = "notes.json"
local list = {}

function notes.load()
	if storage.exists(file) then
		list = json.decode(storage.read(file)).notes
	end
	return list
end

local function keep()
	local done, reason = storage.write(file, json.encode({ notes = json.array(list) }))
	if not done then
		print("The notes are not kept: " .. reason)
	end
end

function notes.add(text)
	table.insert(list, 1, text)
	keep()
end

function notes.remove(index)
	table.remove(list, index)
	keep()
end
