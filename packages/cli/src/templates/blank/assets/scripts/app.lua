-- A counter that is still there tomorrow: its value is kept in the app's own storage.

local file = "counter.json"
local count = 0

local function show(id, text)
	local element = document:GetElementById(id)
	element.inner_rml = ""
	element:AppendChild(document:CreateTextNode(text))
end

local function showCount()
	show("count", tostring(count))
	show("label", t("count", { count = count }))
end

local function keep()
	local done, reason = storage.write(file, json.encode({ count = count }))
	if not done then
		print("The counter is not kept: " .. reason)
	end
end

-- Called when the screen has loaded: see onload in main.rml.
function start()
	if storage.exists(file) then
		count = json.decode(storage.read(file)).count
	end
	show("heading", t("app.title"))
	show("add", t("add"))
	show("reset", t("reset"))
	showCount()
end

function add()
	count = count + 1
	keep()
	showCount()
end

function reset()
	count = 0
	keep()
	showCount()
end
