"""Which known mistakes explain what failed in a task. Trusted side; knows neither pytest nor guests."""
