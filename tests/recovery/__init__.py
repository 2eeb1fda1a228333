"""Tests of what is kept against crashes."""
