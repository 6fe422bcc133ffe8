"""Changing content: what okrsite writes into an editor's project, as values; the shell puts them on the disk."""
