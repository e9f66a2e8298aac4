"""What the fill-in workbook is made of: its looks, its sheets, the packing of its file."""
