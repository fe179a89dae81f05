"""What can go wrong while a paper is made."""


class BriefError(Exception):
    """A paper couldn't be made: something it needs isn't packaged with the program, or its data is not complete."""
