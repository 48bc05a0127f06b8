-- The screen: what notes.lua keeps, as a list with a field above it.

local function show(id, text)
	local element = document:GetElementById(id)
	element.inner_rml = ""
	element:AppendChild(document:CreateTextNode(text))
end

local function addCard(parent, index, text)
	local card = parent:AppendChild(document:CreateElement("div"))
	card.class_name = "note"
	local line = card:AppendChild(document:CreateElement("p"))
	-- A text node, not inner_rml: what somebody typed is never read as markup.
	line:AppendChild(document:CreateTextNode(text))
	local button = card:AppendChild(document:CreateElement("button"))
	button.id = "remove-" .. index
	button.class_name = "plain"
	button:SetAttribute("onclick", "removeNote(" .. index .. ")")
	button:AppendChild(document:CreateTextNode(t("remove")))
end

local function showNotes()
	local all = notes.load()
	show("count", t("count", { count = #all }))
	local list = document:GetElementById("list")
	list.inner_rml = ""
	for index, text in ipairs(all) do
		addCard(list, index, text)
	end
end

-- Called when the screen has loaded: see onload in main.rml.
function start()
	show("heading", t("app.title"))
	show("add", t("add"))
	showNotes()
end

function addNote()
	local field = document:GetElementById("text")
	local text = field.value
	if text == "" then
		text = t("untitled", { number = #notes.load() + 1 })
	end
	notes.add(text)
	field.value = ""
	showNotes()
end

function removeNote(index)
	notes.remove(index)
	showNotes()
end
