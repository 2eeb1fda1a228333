"""The same suggestions in other editors: a language server, `rnnwriter lsp`.

The protocol is LSP 3.18 (https://microsoft.github.io/language-server-protocol/); pygls speaks it.
"""
