"""The review as its pages show it: the application on one page, the rounds and what became of them."""
