--- Telling the person something, in one sentence.

local held = {} -- what is told later: sentences, with their levels

local function tell()
  local saying = held
  held = {}
  -- What stands in the line already would be kept, and Neovim ask for Enter.
  vim.cmd("redraw")
  for _, one in ipairs(saying) do
    vim.notify(one[1], one[2])
  end
end

--- The events that `text` has to wait for; nil when it can be told now.
---
--- While Neovim starts, two messages make it ask for Enter. In insert mode it writes "-- INSERT --"
--- over one, or, when that is wider than its line, asks in the middle of what is typed.
local function better_time(text)
  if vim.v.vim_did_enter == 0 then
    return { "VimEnter" }
  end
  local typing = vim.api.nvim_get_mode().mode:sub(1, 1) == "i"
  if typing and (vim.o.showmode or vim.fn.strdisplaywidth(text) > vim.v.echospace) then
    return { "InsertLeave", "CursorMoved" }
  end
end

--- `level`: a name in vim.log.levels; INFO without.
return function(sentence, level)
  local text = "rnnwriter: " .. sentence:gsub("%c+", " ")
  table.insert(held, { text, vim.log.levels[level or "INFO"] })
  local events = better_time(text)
  if not events then
    tell()
  elseif #held == 1 then
    vim.api.nvim_create_autocmd(events, { once = true, callback = vim.schedule_wrap(tell) })
  end
end
