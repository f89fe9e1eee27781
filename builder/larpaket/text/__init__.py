"""Text files and Markdown, read within limits."""
