"""Where threads meet Qt: the Desk and its workers, the error centre, the live readings.

Pages know the Desk and three words: ``do``, ``ask``, ``changed``. Thread: the GUI's; what runs elsewhere is
handed in by bootstrap and answers through queued signals. Imports the domain only.
"""
