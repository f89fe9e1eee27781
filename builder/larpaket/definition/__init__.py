"""What an author writes, read and checked."""
