-- The editor: what is typed is saved by itself, one second after the last key and when the screen is left.

notes = notes or import("scripts/notes.lua")

local saveMs = 1000
local note = { subject = "", body = "" }
local isRemoved = false
local pending = nil
local model

local function isEmpty()
	return note.subject == "" and note.body == ""
end

local function save()
	if pending then timer.cancel(pending) end
	pending = nil
	if model.subject == note.subject and model.body == note.body then return end
	note.subject, note.body = model.subject, model.body
	notes.save(note.id, note.subject, note.body)
end

model = document.context:OpenDataModel("note", {
	subject = "",
	body = "",
	is_saved = false,
	touch = function()
		model.is_saved = false
		if pending then timer.cancel(pending) end
		pending = timer.after(saveMs, function()
			save()
			model.is_saved = true
		end)
	end,
})

local function show()
	note = notes.get(openId) or { id = openId, subject = "", body = "" }
	model.subject = note.subject
	model.body = note.body
end

if openId then show() end

-- For whoever works on this app: when a file is saved the code starts again, and finds the same note.
function onreload(kept)
	if not kept then return { openId = openId } end
	openId = kept.openId
	show()
end

-- A new note begins with its title.
function enterEditor()
	if isEmpty() then document:GetElementById("subject"):Focus() end
end

-- A note in which nothing stands is none.
function leaveEditor()
	if isRemoved or not note.id then return end
	save()
	if isEmpty() then notes.remove(note.id) end
end

function removeNote()
	save()
	isRemoved = true
	notes.remove(note.id)
	if not isEmpty() then removed = note end
	goBack()
end
