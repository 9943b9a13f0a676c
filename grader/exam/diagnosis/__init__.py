"""Which known mistakes explain a task's failures. Trusted side; knows neither pytest nor guests."""
