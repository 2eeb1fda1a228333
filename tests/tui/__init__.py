"""Tests of the floor that a person sees."""
