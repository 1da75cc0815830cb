"""The customer screen: the second window, for the person on the other side of the counter."""
