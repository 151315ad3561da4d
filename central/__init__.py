"""The central service: one truth for all consoles of a site; any number of sites, each a shard of its own.

It imports app.domain, app.store and app.operations only: the same tables and the same ``apply`` as a console.
Callers: ``python -m central`` and its own tests. Threads: uvicorn's event loop for HTTP, a pool of threads
for all that speaks to the database; nothing is kept in memory that another process could make wrong.
"""
