"""The one exception for what a person can cause and cure."""


class UserError(Exception):
    """One sentence for a person: what went wrong, where, and what to do about it."""
