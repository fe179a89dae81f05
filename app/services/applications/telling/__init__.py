"""An application in words: what an event was, what an answer says, what waits, what voiding a record would undo."""
