--- Where the cursor is, and in what line.

--- buf; row, from 0; col, in bytes; before and after: the line on both sides of the cursor; tick:
--- another one when the text is another one.
return function()
  local buf = vim.api.nvim_get_current_buf()
  local row, col = unpack(vim.api.nvim_win_get_cursor(0))
  local line = vim.api.nvim_get_current_line()
  return {
    buf = buf,
    row = row - 1,
    col = col,
    before = line:sub(1, col),
    after = line:sub(col + 1),
    tick = vim.api.nvim_buf_get_changedtick(buf),
  }
end
