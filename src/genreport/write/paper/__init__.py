"""What `write.pdf` is made of: fonts, justification, tags, and the few places that touch WeasyPrint."""
