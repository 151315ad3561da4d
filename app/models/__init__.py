"""Qt item models only (tables of the database live in app/store and are named ...Row).

They turn frozen records into rows and roles, diff, and emit narrow signals; no queries, no rules of their
own, no threads. Built by views and widgets' tests; GUI thread.
"""
