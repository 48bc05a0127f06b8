-- The editor: what is typed is saved by itself, one second after the last key and when the screen is left.

local pending = nil
local leaving = false

local function fill(id, text)
	local element = document:GetElementById(id)
	element.inner_rml = ""
	element:AppendChild(document:CreateTextNode(text))
end

local function value(id)
	return document:GetElementById(id).value
end

local function save()
	if pending then
		timer.cancel(pending)
		pending = nil
	end
	notes.save(openId, value("subject"), value("text"))
end

function showEditor()
	local note = notes.get(openId)
	fill("back", t("edit.back"))
	fill("remove", t("edit.remove"))
	document:GetElementById("subject").value = note.subject
	document:GetElementById("text").value = note.body
	leaving = false
end

function touch()
	fill("saved", "")
	if pending then
		timer.cancel(pending)
	end
	pending = timer.after(1000, function()
		pending = nil
		save()
		fill("saved", t("edit.saved"))
	end)
end

function leaveEditor()
	if not leaving then
		save()
	end
end

function removeNote()
	leaving = true
	notes.remove(openId)
	goBack()
end
