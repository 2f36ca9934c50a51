-- What wrk sends: files in turn, each as a form or as it is; and what it prints at the end.
-- wrk ... -s load.lua URL -- FIELD TYPE WAIT FILES
--   FIELD  the form's field; empty for the bare file
--   TYPE   the file's content type
--   WAIT   the mean milliseconds that a connection waits before it sends again: 0 for full load;
--          the waits are exponential, so that requests come as from many independent clients

local requests = {}
local sent = 0
local BOUNDARY = "----------------6a1f0c7d2e"

local function body_of(field, kind, content)
  if field == "" then return content, kind end
  local head = "--" .. BOUNDARY .. "\r\nContent-Disposition: form-data; name=\"" .. field
    .. "\"; filename=\"photo.jpg\"\r\nContent-Type: " .. kind .. "\r\n\r\n"
  return head .. content .. "\r\n--" .. BOUNDARY .. "--\r\n",
    "multipart/form-data; boundary=" .. BOUNDARY
end

function init(args)
  local wait = tonumber(args[3])
  if wait > 0 then
    math.randomseed(1)
    function delay() return math.floor(-wait * math.log(1 - math.random()) + 0.5) end
  end
  for i = 4, #args do
    local file = assert(io.open(args[i], "rb"))
    local body, kind = body_of(args[1], args[2], file:read("*a"))
    file:close()
    requests[#requests + 1] = wrk.format("POST", nil, {["Content-Type"] = kind}, body)
  end
end

function request()
  sent = sent % #requests + 1
  return requests[sent]
end

function done(summary, latency, _)
  local errors = summary.errors
  io.write(string.format(
    'RESULT {"requests": %d, "microseconds": %d, "refused": %d, "errors": %d, '
      .. '"mean": %f, "p50": %f, "p99": %f, "max": %f}\n',
    summary.requests, summary.duration, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency.mean, latency:percentile(50), latency:percentile(99), latency.max))
end
