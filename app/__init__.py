"""Huiwutai, the console. The house and its layers are drawn in docs/architecture.md."""
