"""An application under way: events, the state they add up to, what can be done and what that writes."""
