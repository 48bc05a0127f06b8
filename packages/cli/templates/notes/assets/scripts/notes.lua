-- Keeping the notes: a list of texts in one file of the app's own storage.

notes = {}

local file = "notes.json"

function notes.load()
	local saved = storage.read(file)
	return saved and json.decode(saved).notes or {}
end

function notes.keep(list)
	local done, reason = storage.write(file, json.encode({ notes = json.array(list) }))
	if not done then
		print("The notes are not kept: " .. reason)
	end
end
