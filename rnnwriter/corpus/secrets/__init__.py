"""Lines that a model must never learn: passwords, keys, numbers of cards and people."""
