"""`python -m rnnwriter` is `rnnwriter`."""

from rnnwriter.cli import main

if __name__ == "__main__":
    main()
