"""Words for people: states, times, refusals and operations as sentences in the chosen language.

Called by models, widgets, views and reports at the moment of painting, so that a
switch of language is seen at once. Knows `domain` and Qt's translator and locale,
nothing else; holds no state but small caches. GUI thread.
"""
