"""Use cases: one public function, one transaction. The actor and the time come as an argument."""
