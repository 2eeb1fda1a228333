"""Markup -> prose: Markdown as its dialects write it, Org, reStructuredText, front matter."""
