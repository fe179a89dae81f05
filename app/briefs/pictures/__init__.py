"""Pictures as pure SVG, for pages and papers alike: the map of departments and the road of milestones."""
