"""Files from and for other programs: iCalendar, xlsx, CSV and JSON, read and written.

Callers: the command line and the Desk's pool, for the import preview and for exports. Any thread but the
GUI's: files are big. Pure apart from reading and writing the one file named. The store is asked and told by
the caller, so a file is read whole before anything is planned, and planned whole before anything is written.
"""
