"""What changes in comparing, each by somebody, in one transaction, with a line in the log."""
