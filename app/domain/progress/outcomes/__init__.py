"""What an action that nothing forbids writes: its events, once what goes with it is found to be right."""
