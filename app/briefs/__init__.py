"""Papers to read and hand over: plain data in, PDF bytes out; no database, clock or network is asked."""
