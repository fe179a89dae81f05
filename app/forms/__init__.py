"""Forms: shape and wording of what people give. They never query."""
