--- The buffers that have suggestions, and the events of Neovim that they follow.

local client = require("rnnwriter.client")
local following = require("rnnwriter.following")
local keys = require("rnnwriter.keys")
local say = require("rnnwriter.say")

local M = {}

local options = nil
local mapped = {} -- by buffer, what keys.map returned

--- Whether `buf` is a text of the kinds that were asked for.
local function wanted(buf)
  if vim.bo[buf].buftype ~= "" then
    return false
  end
  local filetype = vim.bo[buf].filetype
  if filetype == "" then
    return options.unnamed and vim.api.nvim_buf_get_name(buf) == ""
  end
  -- "markdown.pandoc" is both.
  for _, one in ipairs(vim.split(filetype, ".", { plain = true })) do
    if vim.tbl_contains(options.filetypes, one) then
      return true
    end
  end
  return false
end

--- Suggest in `buf` from now on, if it is wanted.
local function attach(buf)
  if not vim.api.nvim_buf_is_loaded(buf) or not wanted(buf) then
    return
  end
  client.attach(buf, options, function(known)
    if known == vim.api.nvim_get_current_buf() then
      following.renew()
    end
  end)
  -- The variable goes when a buffer is deleted, as its mappings do.
  if client.running() and not vim.b[buf].rnnwriter then
    vim.b[buf].rnnwriter = true
    mapped[buf] = keys.map(buf, options.keys, following.actions)
  end
end

--- Forget the buffers, with their keys.
local function detach_all()
  following.leave()
  for buf, one in pairs(mapped) do
    if vim.api.nvim_buf_is_valid(buf) then
      keys.unmap(buf, one)
      vim.b[buf].rnnwriter = nil
    end
  end
  mapped = {}
end

local function attach_all()
  for _, buf in ipairs(vim.api.nvim_list_bufs()) do
    attach(buf)
  end
end

--- Begin, or begin again with other options.
function M.begin(given)
  if options then
    detach_all()
    client.stop()
  end
  options = given
  following.enabled = options.enabled
  following.delay = options.delay

  local group = vim.api.nvim_create_augroup("rnnwriter", { clear = true })
  local function on(events, callback)
    vim.api.nvim_create_autocmd(events, { group = group, callback = callback })
  end
  on({ "FileType", "BufEnter" }, function(event)
    attach(event.buf)
  end)
  on("InsertEnter", following.enter)
  on({ "TextChangedI", "TextChangedP", "CursorMovedI", "CompleteChanged" }, function()
    keys.settle()
    following.look()
  end)
  -- Insert mode that ends with Ctrl+C does not tell; the cursor moves left then.
  on({ "InsertLeave", "BufLeave", "WinLeave", "CursorMoved", "ModeChanged" }, following.look)
  on("BufUnload", function(event)
    client.forget(event.buf)
  end)
  attach_all()
end

--- Start the server if it does not run; whether it does now. The person is told why not.
function M.revive()
  if not client.running() then
    client.try_again()
    attach_all()
    if not client.running() and not client.given_up() then
      say("no text is open that it suggests in; see :help rnnwriter", "WARN")
    end
  end
  return client.running()
end

return M
