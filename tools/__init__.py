"""The project's own development tools: translations and checks. Nothing here is shipped or imported by `app`.

Each module is one command (`python -m tools.NAME`); `python -m tools.check` runs the checks together.
They read source text with `ast` and never import the program they look at.
"""
