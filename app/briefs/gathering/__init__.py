"""Looking up what a paper says, by the services, as far as its reader may see."""
