"""What a run leaves under --output: files that appear whole, and who may read which of them. Trusted side."""
