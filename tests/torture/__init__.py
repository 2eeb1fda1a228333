"""The program ended at random moments, and what is left of what was typed."""
