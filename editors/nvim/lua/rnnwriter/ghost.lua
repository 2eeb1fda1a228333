--- The ghost: what is proposed at a place, how much of it is still to be typed, and drawing that.
---
--- It stays where it was proposed while what it says is typed or deleted again; `follow` is told of
--- each such change. Everything else makes it vanish.

local M = {}

local NAMESPACE = vim.api.nvim_create_namespace("rnnwriter")
local GROUP = "RnnwriterGhost"
local INLINE = vim.fn.has("nvim-0.10") == 1

-- { buf, row, col: where the texts begin, line: what stood before that, after, texts, index }
local shown = nil

local function set_colour()
  vim.cmd("highlight default " .. GROUP .. " ctermfg=244 guifg=#808080 cterm=italic gui=italic")
end

set_colour()
vim.api.nvim_create_autocmd("ColorScheme", { callback = set_colour })

--- What of `text` is left at `place`; nil where it was not proposed there.
local function left_of(text, place)
  if
    place.buf ~= shown.buf
    or place.row ~= shown.row
    or place.col < shown.col
    or place.after ~= shown.after
    or place.before:sub(1, shown.col) ~= shown.line
  then
    return nil
  end
  local typed = place.before:sub(shown.col + 1)
  if #typed < #text and text:sub(1, #typed) == typed then
    return text:sub(#typed + 1)
  end
end

--- What the ghost says at `place`, in front of the cursor; nil without one.
function M.left(place)
  local text = shown and shown.texts[shown.index]
  return text and left_of(text, place) or nil
end

--- `text` in two: as much as fits into so many cells, and the rest.
local function split(text, cells)
  local fits = 0
  for index = 1, vim.fn.strchars(text) do
    if vim.fn.strdisplaywidth(vim.fn.strcharpart(text, 0, index)) > cells then
      break
    end
    fits = index
  end
  local first = vim.fn.strcharpart(text, 0, fits)
  return first, text:sub(#first + 1)
end

--- How to draw `text` where there is no virtual text that the line makes room for.
---
--- At the end of a line it lies over the blank cells up to the edge of the window, and goes on in
--- a row of its own; in the middle of a line, where it would hide text, it is in such a row alone.
local function overlay(text, place)
  local window = vim.fn.getwininfo(vim.api.nvim_get_current_win())[1]
  local width = window.width - window.textoff
  local cells = vim.fn.strdisplaywidth(place.before)
  -- A cursor behind a row that is full stands in the next one, where nothing can lie.
  local full = vim.wo.wrap and cells > 0 and cells % width == 0
  local room = 0
  if place.after == "" and not full then
    room = window.width - vim.fn.wincol() + 1
  end
  local first, rest = split(text, room)
  local lines = {}
  if rest ~= "" and (vim.wo.wrap or room == 0) then
    lines = { { { rest, GROUP } } }
  end
  return {
    virt_text = { { first, GROUP } },
    virt_text_pos = "overlay",
    virt_lines = lines,
    hl_mode = "combine",
  }
end

local function draw(text, place)
  local mark
  if INLINE then
    mark = { virt_text = { { text, GROUP } }, virt_text_pos = "inline", hl_mode = "combine" }
  else
    mark = overlay(text, place)
  end
  mark.id = 1
  vim.api.nvim_buf_set_extmark(place.buf, NAMESPACE, place.row, place.col, mark)
end

function M.hide()
  if shown then
    if vim.api.nvim_buf_is_valid(shown.buf) then
      vim.api.nvim_buf_clear_namespace(shown.buf, NAMESPACE, 0, -1)
    end
    shown = nil
  end
end

--- Show the text with that index, of those that may stand at `place`.
function M.show(place, texts, index)
  M.hide()
  if texts[index] == nil then
    return
  end
  shown = {
    buf = place.buf,
    row = place.row,
    col = place.col,
    line = place.before,
    after = place.after,
    texts = texts,
    index = index,
  }
  draw(texts[index], place)
end

--- Say something at the end of the line, until the next key.
function M.note(place, sentence)
  M.hide()
  shown = { buf = place.buf, texts = {}, index = 1 }
  vim.api.nvim_buf_set_extmark(place.buf, NAMESPACE, place.row, 0, {
    virt_text = { { sentence, GROUP } },
    virt_text_pos = "eol",
    hl_mode = "combine",
  })
end

--- Draw what is left at `place`, and return whether anything is; the ghost vanishes otherwise.
function M.follow(place)
  local left = M.left(place)
  if left then
    draw(left, place)
    return true
  end
  M.hide()
  return false
end

--- Show the next text that goes on from `place`, or with step -1 the one before; whether there is.
function M.turn(place, step)
  if not M.left(place) then
    return false
  end
  local count = #shown.texts
  for distance = 1, count - 1 do
    local index = (shown.index - 1 + step * distance) % count + 1
    if left_of(shown.texts[index], place) then
      shown.index = index
      return M.follow(place)
    end
  end
  return false
end

return M
