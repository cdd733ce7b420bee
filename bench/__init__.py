"""What `./run bench` measures: ratios and counts in one run, against a floor measured in the same run."""
