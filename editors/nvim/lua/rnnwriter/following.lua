--- Following the person who writes: when a suggestion is asked for, shown, kept and dropped.

local client = require("rnnwriter.client")
local ghost = require("rnnwriter.ghost")
local here = require("rnnwriter.place")
local say = require("rnnwriter.say")

local M = { enabled = true, delay = 30 }

local timer = (vim.uv or vim.loop).new_timer()
local call_off = nil -- the question that is not answered yet
local question = 0 -- counts them; only the newest is worth its answer
local seen = {} -- the place that was looked at last

--- Whether a ghost may be shown: while text is typed, and no menu is open.
local function writing()
  return M.enabled
    and vim.b.rnnwriter
    and vim.api.nvim_get_mode().mode == "i"
    and vim.fn.pumvisible() == 0
end

local function cancel()
  timer:stop()
  question = question + 1
  if call_off then
    call_off()
    call_off = nil
  end
end

local function same(a, b)
  return a.buf == b.buf and a.tick == b.tick and a.row == b.row and a.col == b.col
end

--- Ask now. step: by how many texts to go on from the one that is shown, 1 or -1, when the person
--- has asked; nil when nobody has.
local function ask(step)
  cancel()
  if not writing() then
    return
  end
  local mine, place = question, here()
  seen = place
  call_off = client.suggest(place, step ~= nil, function(texts)
    if mine ~= question then
      return
    end
    call_off = nil
    if not writing() or not same(place, here()) then
      return
    end
    if step and #texts == 0 then
      ghost.note(place, "(no suggestion)")
    elseif step then
      local now = ghost.left(place)
      local index = now and vim.fn.index(texts, now) + 1
      if index == 0 then
        table.insert(texts, 1, now)
        index = 1
      end
      ghost.show(place, texts, index and (index - 1 + step) % #texts + 1 or 1)
    elseif #texts > 0 then
      ghost.show(place, texts, 1)
    end
  end)
end

local function ask_soon()
  cancel()
  timer:start(M.delay, 0, vim.schedule_wrap(function()
    ask()
  end))
end

--- Insert mode begins.
function M.enter()
  ghost.hide()
  if M.enabled and vim.b.rnnwriter then
    seen = { tick = vim.api.nvim_buf_get_changedtick(0) }
    ask_soon()
  end
end

--- Something was typed, or the cursor moved, or a menu opened.
function M.look()
  if not writing() then
    M.leave()
    return
  end
  local place, before = here(), seen
  if same(place, before) then
    return
  end
  seen = place
  if ghost.follow(place) then
    cancel()
  elseif place.buf == before.buf and place.tick == before.tick then
    -- The cursor moved away from what was asked about.
    cancel()
  elseif place.tick ~= before.tick then
    ask_soon()
  end
end

--- Nothing is written any more, for now.
function M.leave()
  cancel()
  ghost.hide()
end

--- Ask again, as when the server has become another one.
function M.renew()
  M.leave()
  ask_soon()
end

function M.toggle()
  M.enabled = not M.enabled
  M.renew()
  say(M.enabled and "suggestions are on" or "suggestions are off")
end

-- What keys do. Each returns the keys to be typed in its place, or nil when it has nothing to do.

M.actions = {}

--- An undo step of its own, so that u takes back what was taken.
local UNDO_STEP = "\7u"

function M.actions.accept()
  local left = writing() and ghost.left(here())
  return left and UNDO_STEP .. left or nil
end

function M.actions.accept_word()
  local left = writing() and ghost.left(here())
  return left and UNDO_STEP .. left:match("^%s*%S*%s?") or nil
end

function M.actions.dismiss()
  if ghost.left(here()) then
    M.leave()
    return ""
  end
end

local function turn(step)
  if not writing() then
    return nil
  end
  -- Requests are not sent from a mapping that may not change anything.
  vim.schedule(function()
    if not ghost.turn(here(), step) then
      ask(step)
    end
  end)
  return ""
end

function M.actions.next()
  return turn(1)
end

function M.actions.previous()
  return turn(-1)
end

return M
