"""A whole club in memory: members, events, results. It runs the engine without a shop."""
