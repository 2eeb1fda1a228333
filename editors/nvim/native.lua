-- rnnwriter by Neovim's own means, from 0.12: instead of the plugin, in init.lua or by :source.
vim.lsp.config("rnnwriter", {
  cmd = { "rnnwriter", "lsp" },
  filetypes = { "text", "markdown", "tex", "plaintex", "mail", "gitcommit" },
})
vim.lsp.enable("rnnwriter")
vim.lsp.inline_completion.enable()
vim.keymap.set("i", "<Tab>", function()
  return vim.lsp.inline_completion.get() and "" or "<Tab>"
end, { expr = true, desc = "Take the suggestion" })
-- Of itself it is grey only where a terminal has more than 256 colours.
vim.api.nvim_set_hl(0, "ComplHint", { fg = "#808080", ctermfg = 244, italic = true })
