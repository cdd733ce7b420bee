"""What is exported and what is not, how a value is written, and why a file is refused."""
