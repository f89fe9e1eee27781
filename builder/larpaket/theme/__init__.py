"""The look: colours derived from the publisher's one colour, style sheets, and the logo."""
