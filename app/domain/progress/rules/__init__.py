"""What forbids an action: the rules by subject, each answering with words or with nothing."""
