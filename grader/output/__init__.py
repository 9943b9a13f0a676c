"""What a run writes to --output: files that appear whole, and who may read which of them. Trusted side."""
