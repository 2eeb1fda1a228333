"""Text before the cursor -> continuation."""
