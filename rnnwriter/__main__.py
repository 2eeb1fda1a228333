"""`python -m rnnwriter` is `rnnwriter`."""

from rnnwriter.entry import main

if __name__ == "__main__":
    main()
