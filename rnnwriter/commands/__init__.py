"""What each command does; `rnnwriter.cli` declares their options and imports them when called."""
