"""Records into one company and its figures. Knows nothing of HTML, touches no disk."""
