"""Reading a history: what each kind of event does to the running total."""
