"""What `make` runs beside the program itself; nothing here ships in the wheel."""
