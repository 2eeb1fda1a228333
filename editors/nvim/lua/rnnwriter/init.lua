--- rnnwriter in Neovim: a small network proposes, as ghost text, how the text may go on.
---
--- `require("rnnwriter").setup({...})` sets the options below, each of which may be left out.

local say = require("rnnwriter.say")

local M = {}

M.defaults = {
  -- The language server.
  cmd = { "rnnwriter", "lsp" },
  -- Where it suggests. "plaintex" is what a new .tex file is called before it says otherwise.
  filetypes = { "text", "markdown", "tex", "plaintex", "mail", "gitcommit" },
  -- In buffers that have neither a name nor a filetype too.
  unnamed = false,
  -- Whether it begins to suggest at once; :RnnwriterToggle switches.
  enabled = true,
  -- Milliseconds without a key before it is asked.
  delay = 30,
  -- In insert mode; false for none. Where there is no ghost, each does what it did before.
  keys = {
    accept = "<Tab>",
    accept_word = "<C-Right>",
    dismiss = "<C-]>",
    next = "<M-n>",
    previous = "<M-p>",
  },
}

-- Options for the server, which checks them; without one, what settings.toml says.
local SERVER = { "model", "mode", "temperature", "eagerness", "seed" }

local configured = false

--- `given` in place of `defaults`, as far as they are of one kind; the rest is told and left out.
local function merged(defaults, given, prefix)
  local made = vim.deepcopy(defaults)
  for name, value in pairs(given) do
    local kind = type(defaults[name])
    if kind == "nil" then
      say("no option is called " .. prefix .. name .. "; see :help rnnwriter", "ERROR")
    elseif type(value) ~= kind and not (value == false and (name == "keys" or prefix ~= "")) then
      say(prefix .. name .. " should be a " .. kind .. "; see :help rnnwriter", "ERROR")
    else
      made[name] = value
    end
  end
  return made
end

--- Suggest, with these options in place of the defaults.
function M.setup(options)
  options = options or {}
  configured = true
  local server, own = {}, {}
  for name, value in pairs(options) do
    (vim.tbl_contains(SERVER, name) and server or own)[name] = value
  end
  local made = merged(M.defaults, own, "")
  made.keys = made.keys and merged(M.defaults.keys, made.keys, "keys.") or {}
  made.server = server
  require("rnnwriter.buffers").begin(made)
end

--- `setup` without options, unless somebody has called it.
function M.start()
  if not configured then
    M.setup()
  end
end

--- Whether a ghost is shown at the cursor.
function M.visible()
  return require("rnnwriter.ghost").left(require("rnnwriter.place")()) ~= nil
end

return M
