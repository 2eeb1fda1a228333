"""What was typed and not saved, kept so that no crash takes it."""
