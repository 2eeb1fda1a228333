-- Declares the commands, and begins when Neovim has read what the person has set.

if vim.g.loaded_rnnwriter or vim.fn.has("nvim-0.7") == 0 then
  return
end
vim.g.loaded_rnnwriter = true

local function command(name, action, arguments, about)
  vim.api.nvim_create_user_command(name, function(call)
    require("rnnwriter").start()
    require("rnnwriter.commands")[action](call.args)
  end, {
    nargs = arguments,
    desc = about,
    complete = arguments ~= 0 and function(typed)
      local complete = require("rnnwriter.commands").complete[action]
      return complete and complete(typed) or {}
    end or nil,
  })
end

command("RnnwriterToggle", "toggle", 0, "Turn suggestions off, or on")
command("RnnwriterMode", "mode", "?", "Suggest the likeliest (greedy), or draw (sampled)")
command("RnnwriterTemperature", "temperature", 1, "How freely sampled suggestions are drawn")
command("RnnwriterEagerness", "eagerness", 1, "How sure suggestions must be to be shown")
command("RnnwriterModel", "model", 1, "Suggest with another model")
command("RnnwriterStatus", "status", 0, "Tell what suggests, and how")

local function start()
  require("rnnwriter").start()
end

if vim.v.vim_did_enter == 1 then
  -- A manager of plugins loads this late, and may call setup() next.
  vim.schedule(start)
else
  vim.api.nvim_create_autocmd("VimEnter", { once = true, callback = start })
end
