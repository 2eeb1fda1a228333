--- Keys that act on a ghost, and without one do what they did before.
---
--- They are mapped in the buffers that have suggestions alone. What a key did before is looked up
--- when it is pressed, so a mapping that is made later counts too.

local M = {}

local falling = false -- whether keys run that a mapping from before has typed

local function raw(keys)
  return vim.api.nvim_replace_termcodes(keys, true, true, true)
end

local DONE = "<Plug>(rnnwriter-done)"

--- The mapping of `key` in insert mode among `mappings`, or nil.
local function mapping(mappings, key)
  for _, one in ipairs(mappings) do
    if raw(one.lhs) == raw(key) then
      return one
    end
  end
end

--- What to make a mapping with that does as `one` does.
local function options_of(one)
  return {
    callback = one.callback,
    expr = one.expr == 1,
    noremap = one.noremap == 1,
    script = one.script == 1,
    silent = one.silent == 1,
    -- Neovim 0.7 does not know this one.
    replace_keycodes = one.replace_keycodes == 1 or nil,
  }
end

--- Run the mapping `before` as if it had been pressed.
local function run(before, key)
  local name = "<Plug>(rnnwriter-before-" .. key:gsub("[<>|]", "") .. ")"
  vim.api.nvim_set_keymap("i", name, before.rhs or "", options_of(before))
  vim.api.nvim_set_keymap("i", DONE, "", {
    noremap = true,
    callback = function()
      falling = false
    end,
  })
  falling = true
  vim.api.nvim_feedkeys(raw(name) .. raw(DONE), "im", true)
end

--- Map `key` in `buf` to `action`, which returns the keys to be typed, or nil to do as before.
local function map(buf, key, action)
  local own = mapping(vim.api.nvim_buf_get_keymap(buf, "i"), key)
  vim.api.nvim_buf_set_keymap(buf, "i", key, "", {
    expr = true,
    noremap = true,
    silent = true,
    desc = "rnnwriter",
    callback = function()
      -- A mapping from before may type the key itself, and means the plain one.
      local keys = not falling and action() or nil
      if keys then
        return keys
      end
      local before = own or mapping(vim.api.nvim_get_keymap("i"), key)
      if falling or not before then
        return raw(key)
      end
      run(before, key)
      return ""
    end,
  })
  return own
end

--- Map keys in `buf`: by the name of its action, each key; false for none.
---
--- Returns what `unmap` needs.
function M.map(buf, keys, actions)
  local mapped = {}
  for name, key in pairs(keys) do
    if key and key ~= "" then
      mapped[key] = map(buf, key, actions[name]) or false
    end
  end
  return mapped
end

--- Take back what `map` did.
function M.unmap(buf, mapped)
  for key, own in pairs(mapped) do
    pcall(vim.api.nvim_buf_del_keymap, buf, "i", key)
    if own then
      vim.api.nvim_buf_set_keymap(buf, "i", key, own.rhs or "", options_of(own))
    end
  end
end

--- All keys have been processed, whatever became of them.
function M.settle()
  falling = false
end

return M
