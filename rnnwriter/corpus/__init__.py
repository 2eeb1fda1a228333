"""Notes -> clean text -> token ids: finding, decoding, alphabet, split."""
