"""What holds for all tests: how properties are tried, and that a busy machine fails none.

`nox -s soak` tries them with the profile named soak.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

any_pace = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", any_pace, max_examples=30)
settings.register_profile("soak", any_pace, max_examples=200)
settings.load_profile("quick")
