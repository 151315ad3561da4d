"""What rooms say: messages, the agent that evaluates them, the broker, and the simulator of the demo.

The agent, the broker and the simulator are processes of their own (``python -m app.devices ROLE``), started
and watched by ``children.DeviceHouse`` in a plain thread of the console. Of this package the console itself
uses only ``messages`` (the wire form, read by app/desk/telemetry) and ``children``. No Qt here; paho is
imported where it is used.
"""
