"""The one place that builds concrete things and puts them together.

    window the console window and its life console the data folder's end, for window and command line
    devices  the device processes and what they say    commands  the subcommands of main.py

Called by main.py alone. Nothing imports it.
"""
