--- The language server `rnnwriter lsp`: one process for all buffers.
---
--- Neovim's own client keeps the texts the same on both sides. What differs between its versions
--- from 0.7 to 0.12 is here, and nowhere else.

local say = require("rnnwriter.say")

local M = {}

local METHODS = vim.fn.has("nvim-0.11") == 1
local INVOKED, AUTOMATIC = 1, 2

local id = nil -- of Neovim's client
local given_up = false -- there is no server, and the person knows
local waiting = {} -- functions to call when there is one
local opened = {} -- by address, the buffer whose text the server has under it

local function call(client, name, ...)
  if METHODS then
    return client[name](client, ...)
  end
  return client[name](...)
end

--- Neovim's client when it has got to know the server.
local function ready()
  local client = id and vim.lsp.get_client_by_id(id)
  return client and client.initialized and client or nil
end

local function capabilities()
  local made = vim.lsp.protocol.make_client_capabilities()
  -- Said by whoever draws ghosts; the server then offers nothing for menus.
  made.textDocument.inlineCompletion = { dynamicRegistration = false }
  return made
end

local function start(options, on_ready)
  if vim.fn.executable(options.cmd[1]) == 0 then
    given_up = true
    say(options.cmd[1] .. " is not installed; see :help rnnwriter", "WARN")
    return
  end
  local config = {
    name = "rnnwriter",
    cmd = options.cmd,
    capabilities = capabilities(),
    init_options = next(options.server) and options.server or nil,
    handlers = {
      ["window/showMessage"] = function(_, result)
        say((result.message:gsub("^rnnwriter: ", "")))
      end,
    },
    on_attach = function(_, buf)
      -- Neovim hides what goes wrong in here.
      vim.schedule(function()
        opened[vim.uri_from_bufnr(buf)] = buf
        local calls = waiting
        waiting = {}
        for _, one in ipairs(calls) do
          one()
        end
        on_ready(buf)
      end)
    end,
    on_exit = function(code, signal, ended)
      if ended ~= id then
        return
      end
      id, waiting, opened, given_up = nil, {}, {}, true
      vim.schedule(function()
        -- Neovim tells of the rest itself.
        if vim.v.exiting == vim.NIL and code == 0 and (signal == 0 or signal == 15) then
          say("the server has ended; :RnnwriterStatus starts it again", "WARN")
        end
      end)
    end,
  }
  if METHODS then
    id = vim.lsp.start(config, {
      attach = false,
      reuse_client = function()
        return false
      end,
    })
  else
    id = vim.lsp.start_client(config)
  end
  if id and vim.lsp.inline_completion then
    -- Otherwise whoever has Neovim's own switched on would see two ghosts.
    vim.lsp.inline_completion.enable(false, { client_id = id })
  end
end

--- Begin to tell the server of `buf`; it is started when it is needed, and has not failed before.
---
--- on_ready: called with each buffer that the server knows by then.
function M.attach(buf, options, on_ready)
  if not id and not given_up then
    start(options, on_ready)
  end
  if id then
    vim.lsp.buf_attach_client(buf, id)
  end
end

--- Let `attach` try to start the server again.
function M.try_again()
  given_up = false
end

function M.given_up()
  return given_up
end

function M.stop()
  local client = id and vim.lsp.get_client_by_id(id)
  id, waiting, opened, given_up = nil, {}, {}, false
  if client then
    call(client, "stop")
  end
end

function M.running()
  return id ~= nil
end

--- Have the server know the text of `buf` by the address that it has now.
---
--- Neovim tells it of no new name, or late; and to all buffers without a name it gives the same.
--- Before the old address is closed it sends what it has not sent yet, which is in the text anyway.
local function open(client, buf)
  local address = vim.uri_from_bufnr(buf)
  if opened[address] == buf then
    return
  end
  opened[address] = buf
  for other, one in pairs(opened) do
    if one == buf then
      call(client, "notify", "textDocument/didClose", { textDocument = { uri = other } })
      opened[other] = other == address and buf or nil
    end
  end
  local lines = vim.api.nvim_buf_get_lines(buf, 0, -1, false)
  call(client, "notify", "textDocument/didOpen", {
    textDocument = {
      uri = address,
      languageId = vim.bo[buf].filetype,
      version = vim.api.nvim_buf_get_changedtick(buf),
      text = table.concat(lines, "\n") .. "\n",
    },
  })
end

--- The buffer is unloaded, and Neovim tells the server that its address is none any more.
function M.forget(buf)
  opened[vim.uri_from_bufnr(buf)] = nil
end

--- The byte of `line` at which so many of the server's units end.
local function byte(line, units, encoding)
  if encoding == "utf-8" then
    return math.min(units, #line)
  end
  if METHODS then
    return vim.str_byteindex(line, encoding, units, false)
  end
  local known, index = pcall(vim.str_byteindex, line, units, encoding == "utf-16")
  return known and index or #line
end

--- What an item has the cursor followed by; nil when that cannot be shown in front of it.
---
--- The item replaces what stands before the cursor, the word that it goes on from.
local function continuation(item, place, encoding)
  local text = item.insertText
  if type(text) ~= "string" then
    return nil
  end
  -- Nothing but text is typed for the person: no line break, no escape.
  text = text:match("^%C*")
  local range = item.range
  if type(range) == "table" then
    local line = place.before .. place.after
    local from = byte(line, range.start.character, encoding)
    local to = byte(line, range["end"].character, encoding)
    local replaced = line:sub(from + 1, place.col)
    if
      range.start.line ~= place.row
      or range["end"].line ~= place.row
      or to ~= place.col
      or from > to
      or text:sub(1, #replaced) ~= replaced
    then
      return nil
    end
    text = text:sub(#replaced + 1)
  end
  return text ~= "" and text or nil
end

--- Ask what may follow `place`, which is in the current window; `answer` gets a list of texts.
---
--- invoked: whether the person has asked; then there are several, and in the middle of a line too.
--- Returns a function that calls it off.
function M.suggest(place, invoked, answer)
  local client = ready()
  if not client then
    return function() end
  end
  open(client, place.buf)
  local encoding = client.offset_encoding
  local params = vim.lsp.util.make_position_params(0, encoding)
  params.context = { triggerKind = invoked and INVOKED or AUTOMATIC }
  local sent, request = call(client, "request", "textDocument/inlineCompletion", params, function(
    problem,
    result
  )
    local texts = {}
    if not problem and type(result) == "table" then
      for _, item in ipairs(result.items or result) do
        table.insert(texts, continuation(item, place, encoding))
      end
    end
    answer(texts)
  end, place.buf)
  return function()
    if sent and client.requests[request] then
      call(client, "cancel_request", request)
    end
  end
end

--- Have the server do `rnnwriter.<name>`, and `answer` told what it is set to then.
function M.command(name, arguments, answer)
  local function send()
    local client = ready()
    if client then
      local params = { command = "rnnwriter." .. name, arguments = arguments }
      call(client, "request", "workspace/executeCommand", params, function(problem, result)
        if problem then
          say(problem.message or "the server does not know that", "ERROR")
        elseif type(result) == "table" then
          answer(result)
        end
      end, 0)
    end
  end
  if ready() then
    send()
  else
    table.insert(waiting, send)
  end
end

--- The names of the models that there are, as far as the server says so at once.
function M.models()
  local client = ready()
  if not client then
    return {}
  end
  local params = { command = "rnnwriter.status", arguments = {} }
  local answer = call(client, "request_sync", "workspace/executeCommand", params, 500, 0)
  return answer and answer.result and answer.result.models or {}
end

return M
