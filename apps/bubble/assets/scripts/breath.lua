-- Listens for half a second, and tells how loud it was: 0 is silence, 1 as loud as can be.

local listenMs = 500
-- The header of a WAV file; then come 16-bit samples, low byte first.
local headerBytes = 44

local function loudness(wav)
	local sum, samples = 0, 0
	for at = headerBytes + 1, #wav - 1, 16 do
		local low, high = wav:byte(at, at + 1)
		local value = low + high * 256
		if value >= 32768 then value = value - 65536 end
		sum = sum + math.abs(value)
		samples = samples + 1
	end
	return samples == 0 and 0 or sum / samples / 32768
end

-- Calls `heard(loudness)`, or `heard(nil, key)` with the key of a text when there is nothing to listen with.
function listen(heard)
	if not permissions.request("microphone") then return heard(nil, "game.denied") end
	local isListening, problem = microphone.start({ format = "wav", sample_rate = 8000, channels = 1 })
	if not isListening then
		print("Cannot listen: " .. problem)
		return heard(nil, "game.no_microphone")
	end
	timer.after(listenMs, function()
		microphone.stop(function(audio)
			if audio.error then return heard(nil, "game.no_microphone") end
			heard(loudness(base64.decode(audio.data)))
		end)
	end)
end
