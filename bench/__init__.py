"""Measurements as ratios: each prints goal, baseline
and result. Run: ./dev bench, or python -m bench NAME.
"""
