"""The language of the house: rules and values in pure Python.

Callers: everyone. Thread: any, because nothing here has state, a clock, randomness, I/O, Qt or SQL.
Instants are integers (UTC milliseconds) named ``*_at``; local dates are ``YYYY-MM-DD`` text named ``on``.
"""
