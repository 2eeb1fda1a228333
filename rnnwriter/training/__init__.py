"""PyTorch, and only here: the network, the loop, the run directory, its events.

`events`, `run` and `spec` import no PyTorch, so that the rest of the program can follow a run.
"""
