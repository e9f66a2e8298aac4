"""Workbooks taken apart: parts of the file, cells of a sheet, our own sheets by their labels."""
