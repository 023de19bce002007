"""Labels such as fig-lock become what their places are called, and references what they say."""
