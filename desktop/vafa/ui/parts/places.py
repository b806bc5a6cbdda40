"""The names of the places one can go to."""

COUNTER, SETTINGS, LOCK = "counter", "settings", "lock"
