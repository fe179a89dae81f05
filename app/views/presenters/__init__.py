"""From what services return to what the components of a page take: words in the page's language, and addresses."""
