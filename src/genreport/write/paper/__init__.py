"""What `write.pdf` is made of: fonts, justification, tags, limits, and the few places that touch WeasyPrint."""
