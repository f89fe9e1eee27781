"""The look that a publisher's one colour gives every page, and its logo."""
