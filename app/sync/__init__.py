"""How it travels. Today: the console's own end (do, ask, undo, import) and its outbox; central follows.

Callers: the Desk's store worker and the command line. Thread: the store worker only.
"""
