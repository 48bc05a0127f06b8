-- The list of notes. Globals live as long as the app runs, so the editor finds `notes`, `openId` and `removed` here.

notes = notes or import("scripts/notes.lua")

-- How often this app was started: kept in a file of its own.
if not starts then
	local saved = storage.read("starts.json")
	starts = (saved and json.decode(saved).count or 0) + 1
	storage.write("starts.json", json.encode({ count = starts }))
	print("Started " .. starts .. (starts == 1 and " time, " or " times, ") .. notes.count() .. " notes kept")
end

local undoMs = 6000
local model

local function toCard(note)
	return { id = note.id, subject = note.subject, preview = note.beginning:gsub("%s+", " ") }
end

local function show()
	local shown = {}
	for index, note in ipairs(notes.find(model.words)) do
		shown[index] = toCard(note)
	end
	model.shown = shown
	model.count = notes.count()
	model.hint = model.words == "" and "list.empty" or "list.nothing"
end

-- A note that was deleted comes back with one touch, for a while.
local function offerUndo()
	local offered = removed
	model.can_undo = true
	timer.after(undoMs, function()
		if removed ~= offered then return end
		removed = nil
		model.can_undo = false
	end)
end

model = document.context:OpenDataModel("notes", {
	words = "",
	count = 0,
	hint = "list.empty",
	shown = {},
	can_undo = false,
	search = show,
	open = function(_, id)
		openNote(id)
	end,
	undo = function()
		notes.add(removed.subject, removed.body)
		removed = nil
		model.can_undo = false
		show()
	end,
})
show()
if removed then offerUndo() end

function openNote(id)
	openId = id
	removed = nil
	navigateTo("screens/edit.rml")
end

function addNote()
	openNote(notes.add("", ""))
end
