"""Tasks become their results, here, in other processes or on other machines."""
