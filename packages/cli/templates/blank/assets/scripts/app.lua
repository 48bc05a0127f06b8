-- A counter that is still there tomorrow: its value is kept in the app's own storage.

local file = "counter.json"
local model

local function set(count)
	-- What the model holds is on the screen: everything that shows `count` follows.
	model.count = count
	local done, reason = storage.write(file, json.encode({ count = count }))
	if not done then
		print("The counter is not kept: " .. reason)
	end
end

local saved = storage.read(file)

model = document.context:OpenDataModel("counter", {
	count = saved and json.decode(saved).count or 0,
	add = function()
		set(model.count + 1)
	end,
	reset = function()
		set(0)
	end,
})
