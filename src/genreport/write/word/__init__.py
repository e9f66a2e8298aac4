"""What `write.docx` is made of: the walk over the page, tables, styles and the package of a Word file."""
