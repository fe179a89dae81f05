"""Papers to read and hand over: plain data in, PDF bytes out; nothing here asks the database, the clock or the network."""
