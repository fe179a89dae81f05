"""Pages of how people get in: inviting, accepting, and the mail that carries the link."""
