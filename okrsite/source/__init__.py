"""Text becomes records: strict text, strict YAML, decoded scalars, safe Markdown; nothing here knows of OKRs."""
