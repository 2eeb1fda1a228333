"""What the figures mean, in one place: bits per character."""
