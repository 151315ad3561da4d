"""The demo building: what the people of an invented meeting centre would have said, in order of time.

Pure producers of operations: the same date and seed give the same ones, whoever plays them. bootstrap plays
them (play.py) into the console it is handed, in the store thread. Imports app.domain only; reads no clock,
no file.
"""
