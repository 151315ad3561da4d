"""The main window, its pages, drawers, forms and dialogs.
They ask the Desk, they tell the Desk, nothing else.

Built by bootstrap; GUI thread. No SQL, no threads, no store: frozen records in, operations out.
"""
