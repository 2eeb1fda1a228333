--- The commands :Rnnwriter...: what the person may say to the server.

local buffers = require("rnnwriter.buffers")
local client = require("rnnwriter.client")
local following = require("rnnwriter.following")
local say = require("rnnwriter.say")

local M = {}

local function tell(status)
  say(
    ("%s%s, %s, temperature %s, eagerness %s"):format(
      following.enabled and "" or "off; ",
      status.model ~= "" and status.model or "no model",
      status.mode,
      status.temperature,
      status.eagerness
    )
  )
end

--- Have the server change something, and tell what it is set to then.
local function change(name, argument)
  if buffers.revive() then
    client.command(name, argument ~= nil and { argument } or {}, function(status)
      tell(status)
      following.renew()
    end)
  end
end

M.toggle = following.toggle

function M.mode(argument)
  change("mode", argument ~= "" and argument or nil)
end

function M.temperature(argument)
  local number = tonumber(argument)
  if number then
    change("temperature", number)
  else
    say(argument .. " is no temperature; it is a number from 0 to 2", "ERROR")
  end
end

function M.eagerness(argument)
  change("eagerness", argument)
end

function M.model(argument)
  change("model", argument)
end

function M.status()
  if buffers.revive() then
    client.command("status", {}, tell)
  end
end

local function begins(with, names)
  return vim.tbl_filter(function(name)
    return vim.startswith(name, with)
  end, names)
end

M.complete = {
  mode = function(typed)
    return begins(typed, { "greedy", "sampled" })
  end,
  eagerness = function(typed)
    return begins(typed, { "quiet", "normal", "eager", "always" })
  end,
  model = function(typed)
    return begins(typed, client.models())
  end,
}

return M
