-- The list of notes. Globals live as long as the app runs, so the editor finds `openId` and `notes` here.

notes = notes or import("scripts/notes.lua")

-- How often this app was started: kept in a file of its own.
if not starts then
	local saved = storage.read("starts.json")
	starts = (saved and json.decode(saved).count or 0) + 1
	storage.write("starts.json", json.encode({ count = starts }))
	print("Started " .. starts .. (starts == 1 and " time, " or " times, ") .. #notes.all() .. " notes kept")
end

local function fill(id, text)
	local element = document:GetElementById(id)
	element.inner_rml = ""
	element:AppendChild(document:CreateTextNode(text))
end

local function line(parent, class, text)
	local element = parent:AppendChild(document:CreateElement("p"))
	element.class_name = class
	element:AppendChild(document:CreateTextNode(text))
end

function showList()
	fill("heading", t("app.title"))
	fill("add", t("list.add"))
	local all = notes.all()
	fill("count", t("list.count", { count = #all }))
	local list = document:GetElementById("list")
	list.inner_rml = ""
	for _, note in ipairs(all) do
		local card = list:AppendChild(document:CreateElement("div"))
		card.class_name = "note"
		card.id = "note-" .. note.id
		card:SetAttribute("onclick", "openNote(" .. note.id .. ")")
		line(card, "subject", note.subject == "" and t("note.untitled") or note.subject)
		line(card, "quiet", note.body)
	end
end

function openNote(id)
	openId = id
	navigateTo("screens/edit.rml")
end

function addNote()
	openNote(notes.add(t("note.new", { number = #notes.all() + 1 }), ""))
end
