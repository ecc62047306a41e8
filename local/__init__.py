"""The whole system on one machine: `make run`. Nothing of it ships."""
